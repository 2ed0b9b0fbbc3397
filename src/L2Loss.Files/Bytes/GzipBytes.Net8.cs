using System.IO.Compression;

namespace L2Loss.Files;

/// <summary>The bytes in a gzip file, whole or not at all.</summary>
/// <remarks>
/// GZipStream takes a file that breaks off for one that ends. So a last member is added behind the file: only when every
/// member before it is complete and has the right checksum, its content comes out at the end. Zeros behind the last
/// member, as tapes leave them, are taken off and the file is looked through once more.
/// </remarks>
internal sealed class GzipBytes : InputStream
{
    private static readonly byte[] Mark = "the end is here: L2Loss"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    // A checksum and a length may end in zeros, and so may the data before them.
    private const int MostZeros = 16;

    private readonly GZipStream _content;
    private readonly Stream? _source;
    private readonly CancellationToken _cancellation;
    private readonly byte[] _ahead = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The content of a file, which is closed with this stream.</summary>
    /// <param name="file">The bytes to read.</param>
    /// <param name="source">Where they come from, to be looked at once more if that can seek; otherwise null.</param>
    /// <param name="cancellation">Ends such a look, which one read may wait for.</param>
    internal GzipBytes(Stream file, Stream? source, CancellationToken cancellation)
        : this(new GZipStream(new JoinedBytes(file, new MemoryStream(MarkMember)), CompressionMode.Decompress))
    {
        _source = source is { CanSeek: true } ? source : null;
        _cancellation = cancellation;
    }

    private GzipBytes(GZipStream content)
        : base(content) => _content = content;

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The file breaks off or is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        // As many bytes as the mark has are held back until the end.
        while (!_atEnd && _end - _start <= Mark.Length)
        {
            ReadAhead();
        }

        int length = Math.Min(count, _end - _start - Mark.Length);
        _ahead.AsSpan(_start, length).CopyTo(buffer.AsSpan(offset));
        _start += length;
        return length;
    }

    private static byte[] Compress(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(content, 0, content.Length);
        }

        return memory.ToArray();
    }

    private void ReadAhead()
    {
        _ahead.AsSpan(_start, _end - _start).CopyTo(_ahead);
        _end -= _start;
        _start = 0;
        _cancellation.ThrowIfCancellationRequested();
        try
        {
            int count = _content.Read(_ahead, _end, _ahead.Length - _end);
            _end += count;
            _atEnd = count == 0;
        }
        catch (InvalidDataException error)
        {
            throw MalformedFileException.Damaged(error);
        }

        // An empty file has no member of its own.
        if (_atEnd && !(((JoinedBytes)_content.BaseStream).HasFirst && _ahead.AsSpan(0, _end).EndsWith(Mark)))
        {
            CheckPadding();
            Mark.CopyTo(_ahead.AsSpan(_end));
            _end += Mark.Length;
        }
    }

    /// <summary>Throws unless the file is whole but for zeros at its end.</summary>
    private void CheckPadding()
    {
        long length = _source is null ? 0 : LengthWithoutZeros(_source);
        for (int zeros = 0; length > 0 && zeros <= MostZeros && length + zeros < _source!.Length; zeros++)
        {
            if (IsWhole(new StreamStart(_source, length + zeros)))
            {
                return;
            }
        }

        throw MalformedFileException.Damaged();
    }

    private static long LengthWithoutZeros(Stream file)
    {
        byte[] bytes = new byte[1 << 16];
        for (long end = file.Length; end > 0; end -= Math.Min(end, bytes.Length))
        {
            int count = (int)Math.Min(end, bytes.Length);
            file.Position = end - count;
            file.ReadExactly(bytes, 0, count);
            int last = bytes.AsSpan(0, count).LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return end - count + last + 1;
            }
        }

        return 0;
    }

    private bool IsWhole(Stream file)
    {
        try
        {
            using var content = new GzipBytes(file, null, _cancellation);
            byte[] buffer = new byte[1 << 16];
            while (content.Read(buffer, 0, buffer.Length) > 0)
            {
            }

            return true;
        }
        catch (MalformedFileException)
        {
            return false;
        }
    }
}
