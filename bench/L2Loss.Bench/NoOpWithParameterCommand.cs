using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace L2Loss.Bench;

/// <summary>
/// Takes records and does nothing, with the parameters of Measure-L2Loss: what the engine costs that walks all of them
/// several times for each record.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "NoOpWithParameter", DefaultParameterSetName = RecordSet)]
public sealed class NoOpWithParameterCommand : PSCmdlet
{
    private const string RecordSet = "Object";
    private const string JoinSet = "Join";

    [Parameter]
    public object? Weight { get; set; }

    [Parameter]
    public SwitchParameter SummaryOnly { get; set; }

    [Parameter]
    public SwitchParameter ItemsOnly { get; set; }

    [Parameter]
    public string? SummaryVariable { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public int? Window { get; set; }

    [Parameter]
    public int? Top { get; set; }

    [Parameter(ParameterSetName = RecordSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object? Actual { get; set; }

    [Parameter(Position = 1)]
    public object? Predicted { get; set; }

    [Parameter(ParameterSetName = "Path")]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath")]
    public string[]? LiteralPath { get; set; }

    [Parameter(ParameterSetName = JoinSet)]
    public string? ActualPath { get; set; }

    [Parameter(ParameterSetName = JoinSet)]
    public string? PredictedPath { get; set; }

    [Parameter(ParameterSetName = JoinSet)]
    public object[]? Key { get; set; }

    [Parameter]
    public char? Delimiter { get; set; }

    [Parameter]
    public Encoding? Encoding { get; set; }

    [Parameter]
    public string[]? Header { get; set; }

    [Parameter]
    public object[]? GroupBy { get; set; }

    [Parameter]
    public SwitchParameter SkipMissing { get; set; }

    [Parameter]
    public string[]? MissingToken { get; set; }

    [Parameter]
    public CultureInfo? Culture { get; set; }

    protected override void ProcessRecord()
    {
    }
}
