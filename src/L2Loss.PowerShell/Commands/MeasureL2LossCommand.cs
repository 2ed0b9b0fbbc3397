using System.Globalization;
using System.Management.Automation;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Measure-L2Loss</c>: the L2 loss of every record and a summary of them all.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "L2Loss", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(L2LossItem), typeof(L2LossSummary))]
public sealed class MeasureL2LossCommand : PSCmdlet
{
    private const string ObjectSet = "Object";
    private const string ArraySet = "Array";
    private const string Name = "Measure-L2Loss";

    private Measurement _measurement = null!;
    private RecordMeasurer? _records;
    private bool _isPiped;

    /// <summary>The records.</summary>
    [Parameter(ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The property, or a script block, that gives the actual value.</summary>
    /// <remarks>Typed object so that numbers given by position get an error that says where they belong.</remarks>
    [Parameter(ParameterSetName = ObjectSet, Position = 0)]
    [ValidateNotNull]
    public object ActualProperty { get; set; } = "Actual";

    /// <summary>The properties, or script blocks, that give the predicted values.</summary>
    [Parameter(ParameterSetName = ObjectSet, Position = 1)]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public object[] PredictedProperty { get; set; } = ["Predicted"];

    /// <summary>The actual values.</summary>
    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowEmptyCollection]
    public object Actual { get; set; } = null!;

    /// <summary>The predicted values.</summary>
    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowEmptyCollection]
    public object Predicted { get; set; } = null!;

    /// <summary>The property, or a script block, that gives the weight.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public object? WeightProperty { get; set; }

    /// <summary>The weights.</summary>
    /// <remarks>Not ValidateNotNull, which refuses a list with a null in it: that is one missing weight.</remarks>
    [Parameter(ParameterSetName = ArraySet)]
    [AllowEmptyCollection]
    public object? Weight { get; set; }

    /// <summary>The properties whose distinct values make the groups.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

    /// <summary>No items, only the summary.</summary>
    [Parameter]
    public SwitchParameter SummaryOnly { get; set; }

    /// <summary>The variable that gets the summaries instead of the pipeline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SummaryVariable { get; set; }

    /// <summary>Instead of items, copies of the records with Difference and L2Loss added.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Missing values are counted, not reported.</summary>
    [Parameter]
    public SwitchParameter SkipMissing { get; set; }

    /// <summary>Text that means missing, in any case.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[] MissingToken { get; set; } = [.. NumberReader.DefaultMissingTokens];

    /// <summary>How numbers in text are written.</summary>
    [Parameter]
    [ValidateNotNull]
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (SummaryOnly && PassThru)
        {
            ThrowTerminatingError(Errors.ParameterConflict(nameof(SummaryOnly), nameof(PassThru)));
        }

        if (!Cultures.IsKnown(Culture))
        {
            ThrowTerminatingError(Errors.UnknownCulture(Culture.Name));
        }

        if (Weight is null && MyInvocation.BoundParameters.ContainsKey(nameof(Weight)))
        {
            ThrowTerminatingError(Errors.WeightMissing());
        }

        if (SummaryVariable is not null)
        {
            SessionState.PSVariable.Set(SummaryVariable, null);
        }

        _isPiped = MyInvocation.ExpectingInput;
        _measurement = new Measurement(this, Culture, MissingToken, SkipMissing, emitsItems: !SummaryOnly);
        if (ParameterSetName == ObjectSet)
        {
            if (PredictedProperty.Length == 0)
            {
                ThrowTerminatingError(Errors.NumbersAsProperty(Name, nameof(PredictedProperty), PredictedProperty));
            }

            ValueSource actual = SourceOf(nameof(ActualProperty), ActualProperty);
            ValueSource[] predicted =
                [.. PredictedProperty.Select(value => SourceOf(nameof(PredictedProperty), value))];
            ValueSource? weight = WeightProperty is null ? null : SourceOf(nameof(WeightProperty), WeightProperty);
            ValueSource[] keys = [.. GroupBy.Select(ValueSource.OfProperty)];
            _records = new RecordMeasurer(_measurement, new RecordPlan(actual, predicted, weight, keys), PassThru);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_records is null)
        {
            new ArrayMeasurer(_measurement, Actual, Predicted, Weight).Measure();
            return;
        }

        // From the pipeline a record comes as it is; given by name it may be a whole list of them.
        if (_isPiped)
        {
            _records.Measure(InputObject);
        }
        else if (MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            foreach (PSObject? record in GivenRecords.Of(InputObject))
            {
                if (Stopping)
                {
                    return;
                }

                _records.Measure(record);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _records?.Finish();
        IReadOnlyList<L2LossSummary> summaries = _measurement.Finish();
        object[] output = [.. summaries.Select(SummaryOutput.Of)];
        if (SummaryVariable is null)
        {
            WriteObject(output, enumerateCollection: true);
        }
        else
        {
            SessionState.PSVariable.Set(SummaryVariable, output.Length == 1 ? output[0] : output);
        }
    }

    private ValueSource SourceOf(string parameter, object value)
    {
        ValueSource? source = ValueSource.From(value);
        if (source is null)
        {
            ThrowTerminatingError(Errors.NumbersAsProperty(Name, parameter, value));
        }

        return source!;
    }
}
