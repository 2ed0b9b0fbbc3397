using System.Text;

namespace L2Loss.Files;

/// <summary>The text of a file as UTF-8 without a byte order mark, whatever its encoding; never past its length.</summary>
internal sealed class Utf8Source : IDisposable
{
    private const int Portion = 256 * 1024;

    private readonly Stream _file;
    private readonly Stream _content;
    private readonly byte[] _start = new byte[4];
    private readonly Encoding? _encoding;
    private readonly Stream? _transcoded;
    private int _startPosition;
    private readonly int _startLength;
    private long _position;

    /// <summary>Opens the text and looks at its byte order mark.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="content">The same unpacked, or the file itself.</param>
    /// <param name="encoding">That of a file without a byte order mark; null for UTF-8.</param>
    internal Utf8Source(Stream file, Stream content, Encoding? encoding)
    {
        _file = file;
        _content = content;
        Length = file.CanSeek ? file.Length : 0;
        for (int count; _startLength < _start.Length && (count = ReadBytes(_start.AsSpan(_startLength))) > 0;)
        {
            _startLength += count;
        }

        _encoding = encoding;
        switch (_start.AsSpan(0, _startLength))
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                (_encoding, _startPosition) = (null, 3);
                break;
            case [0xFF, 0xFE, 0, 0]:
                (_encoding, _startPosition) = (Encoding.UTF32, 4);
                break;
            case [0xFF, 0xFE, ..]:
                (_encoding, _startPosition) = (Encoding.Unicode, 2);
                break;
            case [0xFE, 0xFF, ..]:
                (_encoding, _startPosition) = (Encoding.BigEndianUnicode, 2);
                break;
        }

        if (_encoding is not null && _encoding.CodePage != Encoding.UTF8.CodePage)
        {
            _transcoded = Encoding.CreateTranscodingStream(
                new Remainder(this), _encoding, new UTF8Encoding(false), leaveOpen: true);
        }
    }

    /// <summary>The size of the file when it was opened; 0 where it cannot be known.</summary>
    internal long Length { get; }

    /// <summary>How many bytes of the file have been read.</summary>
    internal long Position => Volatile.Read(ref _position);

    /// <summary>Reads some bytes of UTF-8; 0 at the end.</summary>
    internal int Read(Span<byte> target)
    {
        try
        {
            return _transcoded is null ? ReadRest(target) : _transcoded.Read(target);
        }
        catch (DecoderFallbackException exception)
        {
            throw new MalformedFileException(
                $"The file is not text in the encoding {_encoding!.WebName}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transcoded?.Dispose();
        _content.Dispose();
        _file.Dispose();
    }

    private int ReadRest(Span<byte> target)
    {
        int count = Math.Min(_startLength - _startPosition, target.Length);
        if (count == 0)
        {
            return ReadBytes(target);
        }

        _start.AsSpan(_startPosition, count).CopyTo(target);
        _startPosition += count;
        return count;
    }

    /// <summary>Reads not too much at once, so that a cancellation is soon seen.</summary>
    private int ReadBytes(Span<byte> target)
    {
        int count;
        try
        {
            count = _content.Read(target[..Math.Min(target.Length, Portion)]);
        }
        catch (InvalidDataException exception)
        {
            throw new MalformedFileException($"The compressed data are corrupt or cut off: {exception.Message}", exception);
        }

        bool isPacked = !ReferenceEquals(_file, _content);
        long position = !isPacked ? _position + count : _file.CanSeek ? _file.Position : 0;
        Volatile.Write(ref _position, position);
        if (_file.CanSeek && (position > Length || (count == 0 && !target.IsEmpty && !IsUnchanged(isPacked))))
        {
            throw new IOException(
                $"The file changed while it was read: it had {Length} bytes when it was opened and has {_file.Length} now.");
        }

        return count;
    }

    private bool IsUnchanged(bool isPacked) => _file.Length == Length && (isPacked || _position == Length);

    /// <summary>What follows the byte order mark.</summary>
    private sealed class Remainder(Utf8Source source) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => source.ReadRest(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => source.ReadRest(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
