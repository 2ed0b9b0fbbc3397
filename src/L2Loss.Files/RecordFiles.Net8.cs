using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <content>Parquet and Zstandard.</content>
internal static partial class RecordFiles
{
    /// <summary>In a method of its own, so that nothing of Parquet is loaded for other files.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ParquetFile OpenParquet(string path, CancellationToken cancellation) =>
        new(OpenStream(path, cancellation), cancellation);

    /// <summary>In a method of its own, as well.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ZstandardBytes OpenZstandard(Stream file) => new(file);
}
