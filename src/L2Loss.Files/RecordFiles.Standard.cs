namespace L2Loss.Files;

/// <content>No Parquet.</content>
internal static partial class RecordFiles
{
    private static RecordFile OpenParquet(string path, CancellationToken cancellation) =>
        throw new PlatformNotSupportedException("Parquet files can be read in PowerShell 7.4 and later only.");
}
