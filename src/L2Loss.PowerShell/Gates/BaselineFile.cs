using System.Management.Automation;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Gates;

/// <summary>A file of saved summaries, read by the cmdlet that reads what they were saved with.</summary>
internal static class BaselineFile
{
    // Whole, since Windows PowerShell reads JSON line by line otherwise.
    private const string Json = "param($path) Get-Content -LiteralPath $path -Raw -ErrorAction Stop | ConvertFrom-Json -ErrorAction Stop";
    private const string Clixml = "param($path) Import-Clixml -LiteralPath $path -ErrorAction Stop";
    private const string Csv = "param($path) Import-Csv -LiteralPath $path -ErrorAction Stop";

    /// <summary>The summaries of a file; where it cannot be read the command ends.</summary>
    internal static IEnumerable<PSObject> Read(PSCmdlet cmdlet, string path)
    {
        string? script = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => Json,
            ".XML" or ".CLIXML" => Clixml,
            ".CSV" => Csv,
            _ => null,
        };
        if (script is null)
        {
            cmdlet.ThrowTerminatingError(Errors.UnknownBaselineFile(path));
        }

        FileSystemPath found = FileSystemPath.Literal(cmdlet, path);
        if (!File.Exists(found.File))
        {
            cmdlet.ThrowTerminatingError(found.Provider is string provider
                ? Errors.NotAFilePath(path, provider)
                : Directory.Exists(found.File) ? Errors.Folder(path, null, "give the path of a file in it")
                : Errors.FileNotFound(path, found.Failure));
        }

        try
        {
            return cmdlet.InvokeCommand.InvokeScript(true, ScriptBlock.Create(script), null, found.File);
        }
        catch (Exception failure) when (failure is RuntimeException and not PipelineStoppedException)
        {
            cmdlet.ThrowTerminatingError(Errors.UnreadableBaselineFile(path, failure));
            return [];
        }
    }
}
