using System.Text;

namespace L2Loss.Files;

/// <summary>The beginning of a file, looked at where it was not what it should be.</summary>
internal sealed class FileStart
{
    private const int Size = 1 << 16;

    private FileStart(Packing packing, byte[] content)
    {
        Packing = packing;
        Kind = FileKinds.Of(content);
        Content = content;
    }

    /// <summary>What the file is; of a compressed one whose name says so, what it holds.</summary>
    internal FileKind Kind { get; }

    /// <summary>How the file is compressed, where its name says so.</summary>
    internal Packing Packing { get; }

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
            byte[] bytes = ReadStart(file.Read);
            Packing packing = (RecordFiles.PackingOf(path), FileKinds.Of(bytes)) switch
            {
                (Packing.Gzip, FileKind.Gzip) => Packing.Gzip,
                (Packing.Zstandard, FileKind.Zstandard) => Packing.Zstandard,
                _ => Packing.None,
            };
            if (packing == Packing.None)
            {
                return new FileStart(packing, bytes);
            }

            file.Position = 0;
            using Stream content = RecordFiles.Unpack(file, packing, CancellationToken.None);
            return new FileStart(packing, ReadStart(content.Read));
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
        using var source = new TextSource(new MemoryStream(Content), encoding, Packing.None);
        return ReadStart(source.Read);
    }

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
                // What is whole of damaged data.
                count = 0;
            }

            length += count;
        }
        while (count > 0 && length < Size);

        return start.AsSpan(0, length).ToArray();
    }
}
