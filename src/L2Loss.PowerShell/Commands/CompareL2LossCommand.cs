using System.Globalization;
using System.Management.Automation;
using System.Text;
using L2Loss.Files;
using L2Loss.PowerShell.Comparison;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Compare-L2Loss</c>: whether models are better than a baseline on the same records, and whether by chance.
/// </summary>
[Cmdlet(VerbsData.Compare, "L2Loss", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(L2LossComparison))]
public sealed class CompareL2LossCommand : RecordCommand
{
    private const string ObjectSet = "Object";
    private const string ArraySet = "Array";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private Measurement _measurement = null!;
    private ModelComparer _comparer = null!;
    private RecordPlan? _plan;
    private RecordComparer? _records;
    private bool _isPiped;

    /// <summary>The records.</summary>
    [Parameter(ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The property, or a script block, that gives the actual value.</summary>
    [Parameter(ParameterSetName = ObjectSet, Position = 0)]
    [Parameter(ParameterSetName = PathSet, Position = 0)]
    [Parameter(ParameterSetName = LiteralPathSet, Position = 0)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object ActualProperty { get; set; } = "Actual";

    /// <summary>The properties, or script blocks, that give the predicted values: two models or more.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object[] PredictedProperty { get; set; } = null!;

    /// <summary>The files, where wildcards may stand for several.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by names in which no character is a wildcard.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What parts the values of a text file.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of text files without a byte order mark.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [EncodingName]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

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
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Baseline { get; set; }

    /// <summary>The properties whose distinct values make the groups.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>Missing values are counted, not reported.</summary>
    [Parameter]
    public SwitchParameter SkipMissing { get; set; }

    /// <summary>Text that means missing, in any case.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[] MissingToken { get; set; } = [.. NumberReader.DefaultMissingTokens];

    /// <summary>How numbers in text are written.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Cultures.IsKnown(Culture))
        {
            ThrowTerminatingError(Errors.UnknownCulture(Culture.Name));
        }

        _isPiped = MyInvocation.ExpectingInput;
        _measurement = NewMeasurement();
        _comparer = new ModelComparer(_measurement, Baseline);
        if (ParameterSetName != ArraySet)
        {
            ValueSource actual = SourceOf(nameof(ActualProperty), ActualProperty);
            ValueSource[] predicted =
                [.. PredictedProperty.Select(value => SourceOf(nameof(PredictedProperty), value))];
            ValueSource[] keys = [.. GroupBy.Select(ValueSource.OfProperty)];
            _plan = new RecordPlan(actual, predicted, null, keys);
            _records = new RecordComparer(_measurement, _comparer, _plan);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_isPiped && _records is not null)
        {
            TakePiped(InputObject, _plan!);
            return;
        }

        switch (ParameterSetName)
        {
            case ArraySet:
                new ArrayComparer(_measurement, _comparer).Compare(Actual, Predicted);
                break;
            case PathSet:
                TakeMatching(Path);
                break;
            case LiteralPathSet:
                TakeLiteral(LiteralPath);
                break;
            default:
                if (MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
                {
                    TakeGiven(InputObject);
                }

                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Files have given their comparisons.
        if (HasRecordsToFinish)
        {
            _records?.Finish();
            Write(_comparer.Finish());
        }
    }

    private protected override TextOptions FileText => new(Delimiter, Encoding);

    private protected override void TakeRecord(PSObject? record) => _records!.Add(record);

    private protected override void TakeFile(FileRun run, string path)
    {
        Measurement measurement = NewMeasurement();
        var comparer = new ModelComparer(measurement, Baseline);
        if (new FileComparer(run, measurement, comparer, _plan!).Compare(path) is IReadOnlyList<L2LossComparison> found)
        {
            Write(found);
        }
    }

    private void Write(IReadOnlyList<L2LossComparison> comparisons)
    {
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

    private Measurement NewMeasurement() => new(this, Culture, MissingToken, SkipMissing, ItemOptions.None);
}
