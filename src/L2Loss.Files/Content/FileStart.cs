using System.Text;

namespace L2Loss.Files;

/// <summary>The beginning of a file, looked at where it was not what it should be.</summary>
internal sealed class FileStart
{
    private const int Size = 1 << 16;

    private readonly byte[] _bytes;

    private FileStart(byte[] bytes, bool isPacked, byte[] content)
    {
        _bytes = bytes;
        IsPacked = isPacked;
        Kind = FileKinds.Of(content);
        Content = content;
    }

    /// <summary>What the file is; of a gzip file whose name says so, what it holds.</summary>
    internal FileKind Kind { get; }

    /// <summary>True for a gzip file whose name says so.</summary>
    internal bool IsPacked { get; }

    /// <summary>The first bytes, unpacked.</summary>
    internal byte[] Content { get; }

    /// <summary>Looks at a file; null where it cannot be read, or not once more, as a pipe.</summary>
    internal static FileStart? Read(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            {
                return null;
            }

            using Stream file = RecordFiles.OpenStream(path, CancellationToken.None);
            byte[] bytes = ReadStart(file);
            bool isPacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && FileKinds.Of(bytes) == FileKind.Gzip;
            return new FileStart(bytes, isPacked, isPacked ? Unpack(bytes) : bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The first lines as UTF-8, if the file is in an encoding.</summary>
    /// <param name="encoding">The encoding of text without a byte order mark; null for UTF-8.</param>
    internal byte[] Text(Encoding? encoding)
    {
        try
        {
            using var source = new TextSource(new MemoryStream(_bytes), encoding, IsPacked ? Packing.Gzip : Packing.None);
            return ReadStart((buffer, start, count) => source.Read(buffer, start, count));
        }
        catch (MalformedFileException)
        {
            return [];
        }
    }

    private static byte[] Unpack(byte[] bytes)
    {
        using var content = new GzipBytes(new MemoryStream(bytes), null);
        return ReadStart(content);
    }

    private static byte[] ReadStart(Stream stream) => ReadStart(stream.Read);

    private static byte[] ReadStart(Func<byte[], int, int, int> read)
    {
        var start = new byte[Size];
        int length = 0;
        int count;
        do
        {
            try
            {
                count = read(start, length, Size - length);
            }
            catch (MalformedFileException)
            {
                // Of packed data there is only the beginning.
                count = 0;
            }

            length += count;
        }
        while (count > 0 && length < Size);

        return start.AsSpan(0, length).ToArray();
    }
}
