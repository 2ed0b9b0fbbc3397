using System.Globalization;
using System.Management.Automation;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Reports;
using L2Loss.PowerShell.Summaries;
using L2Loss.Reports;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Export-L2LossReport</c>: items, summaries, comparisons and verdicts as one page to look at, or as a job summary.
/// </summary>
[Cmdlet(VerbsData.Export, "L2LossReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportL2LossReportCommand : PSCmdlet, IDisposable
{
    private const string Html = "Html";
    private const string Markdown = "Markdown";

    private readonly L2LossReport _report = new();
    private ReportFile? _file;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Items, summaries, comparisons and verdicts, in any order.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The title; without it one that names the source.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Html or Markdown; without it what the extension of the file says.</summary>
    [Parameter]
    [ValidateSet(Html, Markdown)]
    public string? Format { get; set; }

    /// <summary>Adds to a Markdown file.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>A file that is there stays as it is, and the command ends with an error.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes a file that is read-only, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file as an object to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>How the report writes numbers.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    /// <summary>Takes away what a run that was stopped has left.</summary>
    public void Dispose() => _file?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Cultures.IsKnown(Culture))
        {
            ThrowTerminatingError(Errors.UnknownCulture(Culture.Name));
        }

        Format ??= FormatOf(Path);
        if (Append && Format == Html)
        {
            ThrowTerminatingError(Errors.AppendNeedsMarkdown(Path));
        }

        // Asked before the records are read: nobody waits for a report that cannot be written.
        if (ShouldProcess(Path))
        {
            _file = ReportFile.Open(this, Path, Append, NoClobber, Force);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is L2LossItem item)
        {
            _report.Add(item);
            return;
        }

        // Whole lists too, as ConvertFrom-Json of Windows PowerShell gives them.
        foreach (PSObject input in ObjectValue.Elements(InputObject).OfType<PSObject>())
        {
            try
            {
                if (!ReportInput.TryAdd(_report, input))
                {
                    WriteError(Errors.NotReportable(input));
                }
            }
            catch (Exception failure) when (GivenSummary.IsFailure(failure))
            {
                WriteError(Errors.FailedSummary(input, failure));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_file is null)
        {
            return;
        }

        if (_report.IsEmpty)
        {
            WriteWarning(Errors.NothingToReport);
        }

        bool isHtml = Format != Markdown;
        var content = new ReportContent(_report, Title, Culture, DateTimeOffset.Now, isHtml);
        _file.Write(isHtml ? HtmlReport.Write(content) : MarkdownReport.Write(content));
        if (PassThru)
        {
            WriteObject(new FileInfo(_file.FullName));
        }
    }

    private string FormatOf(string path)
    {
        string extension = System.IO.Path.GetExtension(path);
        if (extension.Equals(".html", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".htm", StringComparison.OrdinalIgnoreCase))
        {
            return Html;
        }

        // Of the two, only Markdown can be added to, and the file of a CI job summary has no extension.
        if (Append || extension.Equals(".md", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".markdown", StringComparison.OrdinalIgnoreCase))
        {
            return Markdown;
        }

        ThrowTerminatingError(Errors.UnknownReportFormat(path));
        return Html;
    }
}
