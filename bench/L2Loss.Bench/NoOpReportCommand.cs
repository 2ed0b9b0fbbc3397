using System.Globalization;
using System.Management.Automation;

namespace L2Loss.Bench;

/// <summary>Takes items and does nothing, with the parameters of Export-L2LossReport: what the engine costs that walks them for each item.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NoOpReport", SupportsShouldProcess = true)]
public sealed class NoOpReportCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    [Parameter]
    [ValidateSet("Html", "Markdown")]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    [ValidateNotNull]
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    protected override void ProcessRecord()
    {
    }
}
