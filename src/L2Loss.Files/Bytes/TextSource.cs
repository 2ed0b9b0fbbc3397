using System.Text;

namespace L2Loss.Files;

/// <summary>The text of a file as UTF-8, whatever its encoding and compression, without a byte order mark.</summary>
internal sealed class TextSource : IDisposable
{
    // The bytes of a compressed file that is unpacked on a thread of its own.
    private const int WorthAThread = 1 << 18;

    private readonly CancellationTokenSource _stop;
    private readonly FileBytes _file;
    private readonly Stream _text;
    private bool _isClosed;

    /// <summary>Reads a stream, which is closed with the source, also when this fails.</summary>
    /// <param name="stream">The bytes of the file.</param>
    /// <param name="encoding">That of a file without a byte order mark; null for UTF-8.</param>
    /// <param name="packing">How the file is compressed.</param>
    /// <param name="cancellation">Ends what a read may take long for.</param>
    internal TextSource(Stream stream, Encoding? encoding, Packing packing, CancellationToken cancellation = default)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Stream bytes = stream;
        try
        {
            bytes = _file = new FileBytes(stream);
            bytes = RecordFiles.Unpack(bytes, packing, _stop.Token);

            // Not from a pipe, whose next bytes may never come.
            bytes = packing != Packing.None && _file.Length >= WorthAThread ? new AheadBytes(bytes) : bytes;
            byte[] start = ReadStart(bytes);
            Encoding actual = Detect(start, encoding ?? Encoding.UTF8, out int mark);
            Description = actual.WebName + (mark > 0 ? " by its byte order mark" : string.Empty) + (packing == Packing.None ? string.Empty : $", {packing}");
            var rest = new JoinedBytes(new MemoryStream(start, mark, start.Length - mark), bytes);
            _text = actual.CodePage == Encoding.UTF8.CodePage
                ? rest
                : Transcoding.ToUtf8(rest, actual);
        }
        catch
        {
            bytes.Dispose();
            _stop.Dispose();
            throw;
        }
    }

    /// <summary>The encoding and the compression, in a few words.</summary>
    internal string Description { get; }

    /// <summary>The size of the file in bytes, as it was when it was opened.</summary>
    internal long Length => _file.Length;

    /// <summary>How many bytes of it have been read.</summary>
    internal long Position => _file.Position;

    /// <summary>True for a pipe or a device, whose next bytes may be long in coming.</summary>
    internal bool IsLive => !_file.HasLength;

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="MalformedFileException">Compressed data is cut off or damaged.</exception>
    internal int Read(byte[] buffer, int offset, int count) => _text.Read(buffer, offset, count);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        // Closing waits for a read that is under way.
        _isClosed = true;
        _stop.Cancel();
        _text.Dispose();
        _stop.Dispose();
    }

    /// <summary>As many bytes as the longest byte order mark has, or all there are.</summary>
    private static byte[] ReadStart(Stream bytes)
    {
        byte[] start = new byte[4];
        int length = 0;
        int count;
        do
        {
            count = bytes.Read(start, length, start.Length - length);
            length += count;
        }
        while (count > 0 && length < start.Length);

        return start.AsSpan(0, length).ToArray();
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
            byte[] preamble = encoding.GetPreamble();
            if (preamble.Length > 0 && start.StartsWith(preamble))
            {
                mark = preamble.Length;
                return encoding;
            }
        }

        mark = 0;
        return otherwise;
    }
}
