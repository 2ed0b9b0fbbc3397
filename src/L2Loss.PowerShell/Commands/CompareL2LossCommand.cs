using System.Globalization;
using System.Management.Automation;
using L2Loss.PowerShell.Comparison;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Compare-L2Loss</c>: whether models are better than a baseline on the same records, and whether by chance.
/// </summary>
[Cmdlet(VerbsData.Compare, "L2Loss", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(L2LossComparison))]
public sealed class CompareL2LossCommand : PSCmdlet
{
    private const string ObjectSet = "Object";
    private const string ArraySet = "Array";
    private const string Name = "Compare-L2Loss";

    private Measurement _measurement = null!;
    private ModelComparer _comparer = null!;
    private RecordComparer? _records;
    private bool _isPiped;

    /// <summary>The records.</summary>
    [Parameter(ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The property, or a script block, that gives the actual value.</summary>
    [Parameter(ParameterSetName = ObjectSet, Position = 0)]
    [ValidateNotNull]
    public object ActualProperty { get; set; } = "Actual";

    /// <summary>The properties, or script blocks, that give the predicted values: two models or more.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public object[] PredictedProperty { get; set; } = null!;

    /// <summary>The actual values.</summary>
    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowEmptyCollection]
    public object Actual { get; set; } = null!;

    /// <summary>The predicted values of each model, by name or in a list.</summary>
    [Parameter(ParameterSetName = ArraySet, Mandatory = true)]
    [AllowEmptyCollection]
    public object Predicted { get; set; } = null!;

    /// <summary>The model that the others are compared with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>The properties whose distinct values make the groups.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

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
        if (!Cultures.IsKnown(Culture))
        {
            ThrowTerminatingError(Errors.UnknownCulture(Culture.Name));
        }

        _isPiped = MyInvocation.ExpectingInput;
        _measurement = new Measurement(this, Culture, MissingToken, SkipMissing, emitsItems: false);
        _comparer = new ModelComparer(_measurement, Baseline);
        if (ParameterSetName == ObjectSet)
        {
            ValueSource actual = SourceOf(nameof(ActualProperty), ActualProperty);
            ValueSource[] predicted =
                [.. PredictedProperty.Select(value => SourceOf(nameof(PredictedProperty), value))];
            ValueSource[] keys = [.. GroupBy.Select(ValueSource.OfProperty)];
            _records = new RecordComparer(_measurement, _comparer, new RecordPlan(actual, predicted, null, keys));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_records is null)
        {
            new ArrayComparer(_measurement, _comparer).Compare(Actual, Predicted);
        }
        else if (_isPiped)
        {
            _records.Add(InputObject);
        }
        else if (MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            foreach (PSObject? record in GivenRecords.Of(InputObject))
            {
                if (Stopping)
                {
                    return;
                }

                _records.Add(record);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _records?.Finish();
        IReadOnlyList<L2LossComparison> comparisons = _comparer.Finish();
        if (comparisons.Count == 0)
        {
            WriteWarning(Errors.NothingToCompare);
        }

        foreach (L2LossComparison comparison in comparisons)
        {
            if (comparison.Count == 0)
            {
                WriteWarning(Errors.NothingCompared(comparison));
            }

            WriteObject(comparison);
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
