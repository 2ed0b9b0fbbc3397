namespace L2Loss.Files;

/// <content>No Parquet and no Zstandard.</content>
internal static partial class RecordFiles
{
    private static RecordFile OpenParquet(string path, CancellationToken cancellation) =>
        throw new PlatformNotSupportedException("Parquet files can be read in PowerShell 7.4 and later only.");

    private static Stream OpenZstandard(Stream file) =>
        throw new PlatformNotSupportedException("Files compressed with Zstandard can be read in PowerShell 7.4 and later only.");
}
