using System.Management.Automation;
using System.Text;
using CsvHelper;
using Microsoft.PowerShell.Commands;

namespace L2Loss.Host;

/// <summary>
/// PowerShell's Import-Csv, which the engine comes without: the same parameters, objects and errors, so that a line that
/// works here works in PowerShell.
/// </summary>
[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PSCustomObject))]
public sealed class ImportCsvCommand : PSCmdlet
{
    internal const string Name = VerbsData.Import + "-Csv";

    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private bool _hasWarned;

    /// <summary>The files. Wildcards may stand for one file each.</summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by names without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What separates the values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>The names of the columns of files that have no header.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>The encoding of files without a byte order mark.</summary>
    [Parameter]
    [EncodingTransformation]
    [ValidateNotNull]
    public Encoding Encoding { get; set; } = Encoding.UTF8;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            ImportFile(path, isLiteral);
        }
    }

    private void ImportFile(string path, bool isLiteral)
    {
        using var stream = OpenFile(path, isLiteral);
        try
        {
            using var file = new CsvFile(stream, Delimiter, Encoding, Header);
            while (!Stopping && file.Read() is { } row)
            {
                WarnOfUnnamedColumns(file);
                WriteObject(row);
            }
        }
        catch (ExtendedTypeSystemException e)
        {
            Fail(e, "AlreadyPresentPSMemberInfoInternalCollectionAdd", ErrorCategory.NotSpecified, null);
        }
        catch (Exception e) when (e is IOException or CsvFormatException)
        {
            Fail(e, "FileReadFailure", ErrorCategory.ReadError, path);
        }
    }

    private void WarnOfUnnamedColumns(CsvFile file)
    {
        if (file.HasUnnamedColumns && !_hasWarned)
        {
            _hasWarned = true;
            WriteWarning("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.");
        }
    }

    private FileStream OpenFile(string path, bool isLiteral)
    {
        try
        {
            return new FileStream(ResolveFile(path, isLiteral), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fail(e, "FileOpenFailure", ErrorCategory.OpenError, null);
            throw;
        }
    }

    private string ResolveFile(string path, bool isLiteral)
    {
        ProviderInfo provider;
        var files = new List<string>();
        if (isLiteral)
        {
            files.Add(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _));
        }
        else
        {
            try
            {
                files.AddRange(GetResolvedProviderPathFromPSPath(path, out provider));
            }
            catch (ItemNotFoundException)
            {
                // Left to the file system, whose message names the whole path.
                files.Add(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _));
            }
        }

        if (provider.ImplementingType != typeof(FileSystemProvider))
        {
            Fail(
                new InvalidOperationException($"Cannot open file because the current provider ({provider}) cannot open a file."),
                "ReadWriteFileNotFileSystemProvider",
                ErrorCategory.InvalidArgument,
                null);
        }

        switch (files.Count)
        {
            case 0:
                Fail(
                    new FileNotFoundException($"Cannot perform operation because the wildcard path {path} did not resolve to a file."),
                    "FileOpenFailure",
                    ErrorCategory.OpenError,
                    path);
                break;
            case > 1:
                Fail(
                    new InvalidOperationException("Cannot perform operation because the path resolved to more than one file. This command cannot operate on multiple files."),
                    "ReadWriteMultipleFilesNotSupported",
                    ErrorCategory.InvalidArgument,
                    null);
                break;
        }

        return files[0];
    }

    private void Fail(Exception exception, string errorId, ErrorCategory category, object? target)
    {
        ThrowTerminatingError(new ErrorRecord(exception, errorId, category, target));
    }
}
