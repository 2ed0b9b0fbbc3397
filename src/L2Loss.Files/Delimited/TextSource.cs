using System.Text;

namespace L2Loss.Files;

/// <summary>The text of a file as UTF-8, whatever its encoding and compression, without a byte order mark.</summary>
internal sealed class TextSource : IDisposable
{
    private readonly FileBytes _file;
    private readonly Stream _text;

    /// <summary>Reads a stream, which is closed with the source.</summary>
    internal TextSource(Stream stream, DelimitedOptions options)
    {
        _file = new FileBytes(stream);
        Stream bytes = options.IsGzip ? new GzipBytes(_file) : _file;
        Span<byte> start = stackalloc byte[4];
        int count = bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        Encoding encoding = Detect(start[..count], options.Encoding ?? Encoding.UTF8, out int mark);
        var rest = new PrefixedBytes(start[mark..count].ToArray(), bytes);
        _text = encoding.CodePage == Encoding.UTF8.CodePage
            ? rest
            : Encoding.CreateTranscodingStream(rest, encoding, new UTF8Encoding(false));
    }

    /// <summary>The size of the file in bytes, as it was when it was opened.</summary>
    internal long Length => _file.Length;

    /// <summary>How many bytes of it have been read.</summary>
    internal long Position => _file.Position;

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="MalformedFileException">Compressed data is cut off or damaged.</exception>
    internal int Read(Span<byte> buffer) => _text.Read(buffer);

    /// <inheritdoc/>
    public void Dispose()
    {
        _text.Dispose();
        _file.Dispose();
    }

    /// <summary>The encoding by the byte order mark, as StreamReader finds it.</summary>
    private static Encoding Detect(ReadOnlySpan<byte> start, Encoding otherwise, out int mark)
    {
        Encoding[] marked =
        [
            Encoding.UTF8, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode,
            Encoding.BigEndianUnicode, otherwise,
        ];
        foreach (Encoding encoding in marked)
        {
            if (encoding.Preamble.Length > 0 && start.StartsWith(encoding.Preamble))
            {
                mark = encoding.Preamble.Length;
                return encoding;
            }
        }

        mark = 0;
        return otherwise;
    }
}
