using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace L2Loss.Bench;

/// <summary>
/// Takes records and does nothing, with the parameters of Measure-L2Loss: what the engine costs that walks all of them
/// several times for each record.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "NoOpWithParameter", DefaultParameterSetName = ObjectSet)]
public sealed class NoOpWithParameterCommand : PSCmdlet
{
    private const string ObjectSet = "Object";
    private const string ArraySet = "Array";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string JoinSet = "Join";

    [Parameter(ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = ObjectSet, Position = 0)]
    [Parameter(ParameterSetName = PathSet, Position = 0)]
    [Parameter(ParameterSetName = LiteralPathSet, Position = 0)]
    [Parameter(ParameterSetName = JoinSet, Position = 0)]
    public object? ActualProperty { get; set; }

    [Parameter(ParameterSetName = ObjectSet, Position = 1)]
    [Parameter(ParameterSetName = PathSet, Position = 1)]
    [Parameter(ParameterSetName = LiteralPathSet, Position = 1)]
    [Parameter(ParameterSetName = JoinSet, Position = 1)]
    public object[]? PredictedProperty { get; set; }

    [Parameter(ParameterSetName = PathSet)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = LiteralPathSet)]
    public string[]? LiteralPath { get; set; }

    [Parameter(ParameterSetName = JoinSet)]
    public string? ActualPath { get; set; }

    [Parameter(ParameterSetName = JoinSet)]
    public string? PredictedPath { get; set; }

    [Parameter(ParameterSetName = JoinSet)]
    public string[]? Key { get; set; }

    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    public char? Delimiter { get; set; }

    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    public Encoding? Encoding { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    public object? Actual { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    public object? Predicted { get; set; }

    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    public object? WeightProperty { get; set; }

    [Parameter(ParameterSetName = ArraySet)]
    public object? Weight { get; set; }

    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    public string[]? GroupBy { get; set; }

    [Parameter]
    public SwitchParameter SummaryOnly { get; set; }

    [Parameter]
    public string? SummaryVariable { get; set; }

    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public int? Window { get; set; }

    [Parameter]
    public int? Top { get; set; }

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
