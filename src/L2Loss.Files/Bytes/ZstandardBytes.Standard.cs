namespace L2Loss.Files;

/// <summary>Files compressed with Zstandard, for which this build has no library.</summary>
internal sealed class ZstandardBytes : InputStream
{
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    internal ZstandardBytes(Stream file)
    {
        file.Dispose();
        throw new PlatformNotSupportedException("Files compressed with Zstandard can be read in PowerShell 7.4 and later only.");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => 0;
}
