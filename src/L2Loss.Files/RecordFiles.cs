namespace L2Loss.Files;

/// <summary>Opens a file by what the end of its name says it holds.</summary>
internal static partial class RecordFiles
{
    /// <summary>Opens a file and reads the names of its columns.</summary>
    /// <param name="path">The file; .gz or .zst at the end means compressed.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellation">Ends a long read.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="MalformedFileException">Its beginning breaks its format.</exception>
    /// <exception cref="PlatformNotSupportedException">The runtime has no reader for its format.</exception>
    internal static RecordFile Open(string path, TextOptions options, CancellationToken cancellation)
    {
        RecordFile file = OpenByName(path, options, cancellation);
        file.Options = options;
        return file;
    }

    private static RecordFile OpenByName(string path, TextOptions options, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder.");
        }

        Packing packing = PackingOf(path);
        string name = packing == Packing.None ? path : Path.ChangeExtension(path, null);
        if (HasExtension(name, ".jsonl") || HasExtension(name, ".ndjson"))
        {
            return new JsonLinesFile(OpenStream(path, cancellation), options.Encoding, packing, cancellation: cancellation);
        }

        if (HasExtension(path, ".parquet"))
        {
            return OpenParquet(path, cancellation);
        }

        char usual = HasExtension(name, ".tsv") || HasExtension(name, ".tab") ? '\t' : ',';
        return DelimitedFile.Open(OpenStream(path, cancellation), options, packing, usual, cancellation: cancellation);
    }

    /// <summary>How a file is compressed, by its name.</summary>
    internal static Packing PackingOf(string path) =>
        HasExtension(path, ".gz") ? Packing.Gzip
        : HasExtension(path, ".zst") ? Packing.Zstandard
        : Packing.None;

    /// <summary>The content of a file, which is closed with it.</summary>
    /// <param name="file">The bytes to read.</param>
    /// <param name="packing">How they are compressed.</param>
    /// <param name="cancellation">Ends what a read may take long for.</param>
    /// <exception cref="PlatformNotSupportedException">The runtime has no reader for it.</exception>
    internal static Stream Unpack(Stream file, Packing packing, CancellationToken cancellation) => packing switch
    {
        Packing.Gzip => new GzipBytes(file, cancellation),
        Packing.Zstandard => OpenZstandard(file),
        _ => file,
    };

    /// <summary>Opens a file for reading while others may write it; a pipe without a writer is waited for.</summary>
    internal static Stream OpenStream(string path, CancellationToken cancellation)
    {
        // Pipes and devices have no length, and are not there for those who only look.
        var file = new FileInfo(path);
        return file.Exists && file.Length > 0 ? OpenNow(path) : LiveStream.Open(() => OpenNow(path), cancellation);
    }

    /// <summary>A stream without a buffer of its own: .NET Framework says that with a size of 1, and knows no 0.</summary>
    private static FileStream OpenNow(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static bool HasExtension(string path, string extension) =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
