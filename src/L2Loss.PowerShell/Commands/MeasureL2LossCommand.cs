using System.Management.Automation;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Measure-L2Loss</c>: the L2 loss of every record and a summary of them all.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "L2Loss", DefaultParameterSetName = RecordSet)]
[OutputType(typeof(L2LossItem), typeof(L2LossWindowItem), typeof(L2LossSummary))]
public sealed class MeasureL2LossCommand : RecordCommand
{
    private OutputVariable? _variable;

    /// <summary>The property, column or script block that gives the weight; without input the weights.</summary>
    [Parameter]
    [Alias("WeightProperty")]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object? Weight { get; set; }

    /// <summary>No items, only the summary.</summary>
    [Parameter]
    public SwitchParameter SummaryOnly { get; set; }

    /// <summary>No summary, only the items.</summary>
    [Parameter]
    public SwitchParameter ItemsOnly { get; set; }

    /// <summary>The variable that gets the summaries instead of the pipeline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? SummaryVariable { get; set; }

    /// <summary>Instead of items, copies of the records with Difference and L2Loss added.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>How many last records each item gives the MSE and RMSE of.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? Window { get; set; }

    /// <summary>How many of the worst records are written as items; without it all are.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? Top { get; set; }

    private protected override object? Weights => Weight;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string? conflict = PassThru ? nameof(PassThru)
            : Window is not null ? nameof(Window)
            : Top is not null ? nameof(Top)
            : ItemsOnly ? nameof(ItemsOnly)
            : null;
        if (SummaryOnly && conflict is not null)
        {
            ThrowTerminatingError(Errors.ParameterConflict(nameof(SummaryOnly), conflict));
        }

        if (SummaryVariable is not null)
        {
            _variable = OutputVariable.Find(SessionState.PSVariable, SummaryVariable);
            if (_variable is null)
            {
                ThrowTerminatingError(Errors.NotAVariable(SummaryVariable));
            }
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isDone = false;
        try
        {
            base.ProcessRecord();
            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                _variable?.Set(isDone);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        bool isDone = false;
        try
        {
            base.EndProcessing();
            isDone = true;
        }
        finally
        {
            _variable?.Set(isDone);
        }
    }

    private protected override string? RecordParameter => PassThru ? nameof(PassThru) : base.RecordParameter;

    private protected override RecordRun NewRun(RunSettings settings, string? source) => new MeasureRun(
        settings,
        source,
        new ItemOptions(!SummaryOnly, PassThru, Window, Top),
        Weight is not null,
        isOneOfMany: source is not null && HasManyFiles,
        WriteSummary);

    private void WriteSummary(L2LossSummary summary)
    {
        if (_variable is not null)
        {
            _variable.Add(summary);
        }
        else if (!ItemsOnly)
        {
            WriteObject(summary);
        }
    }
}
