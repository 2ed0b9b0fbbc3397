namespace L2Loss.PowerShell.Reports;

internal sealed partial class ReportFile
{
    /// <summary>Puts a new file in the place of an older one, which may be there or not.</summary>
    private static void Replace(string temporary, string path)
    {
        if (File.Exists(path))
        {
            File.Replace(temporary, path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(temporary, path);
        }
    }
}
