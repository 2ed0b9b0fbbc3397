using System.Globalization;
using System.Management.Automation;
using System.Text;
using L2Loss.Files;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Measure-L2Loss</c>: the L2 loss of every record and a summary of them all.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "L2Loss", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(L2LossItem), typeof(L2LossWindowItem), typeof(L2LossSummary))]
public sealed class MeasureL2LossCommand : RecordCommand
{
    private const string ObjectSet = "Object";
    private const string ArraySet = "Array";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string JoinSet = "Join";

    private readonly List<object> _summaries = [];
    private Measurement _measurement = null!;
    private RecordPlan? _plan;
    private RecordMeasurer? _records;
    private bool _isPiped;

    /// <summary>The records.</summary>
    [Parameter(ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The property, or a script block, that gives the actual value.</summary>
    /// <remarks>Typed object so that numbers given by position get an error that says where they belong.</remarks>
    [Parameter(ParameterSetName = ObjectSet, Position = 0)]
    [Parameter(ParameterSetName = PathSet, Position = 0)]
    [Parameter(ParameterSetName = LiteralPathSet, Position = 0)]
    [Parameter(ParameterSetName = JoinSet, Position = 0)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object ActualProperty { get; set; } = "Actual";

    /// <summary>The properties, or script blocks, that give the predicted values.</summary>
    [Parameter(ParameterSetName = ObjectSet, Position = 1)]
    [Parameter(ParameterSetName = PathSet, Position = 1)]
    [Parameter(ParameterSetName = LiteralPathSet, Position = 1)]
    [Parameter(ParameterSetName = JoinSet, Position = 1)]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object[] PredictedProperty { get; set; } = ["Predicted"];

    /// <summary>The files, where wildcards may stand for several.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by names in which no character is a wildcard.</summary>
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The file of the actual values, to be joined with <see cref="PredictedPath"/>.</summary>
    /// <remarks>Not mandatory for the engine, which would look at each such parameter anew for every record.</remarks>
    [Parameter(ParameterSetName = JoinSet)]
    [ValidateNotNullOrEmpty]
    public string? ActualPath { get; set; }

    /// <summary>The file of the predicted values.</summary>
    [Parameter(ParameterSetName = JoinSet)]
    [ValidateNotNullOrEmpty]
    public string? PredictedPath { get; set; }

    /// <summary>The columns of both files that tell which records belong together.</summary>
    [Parameter(ParameterSetName = JoinSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public string[] Key { get; set; } = [];

    /// <summary>What parts the values of a text file.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of text files without a byte order mark.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    [EncodingName]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>The actual values.</summary>
    /// <remarks>Not mandatory for the engine, which would look at each such parameter anew for every record.</remarks>
    [Parameter(ParameterSetName = ArraySet)]
    [AllowEmptyCollection]
    public object? Actual { get; set; }

    /// <summary>The predicted values.</summary>
    [Parameter(ParameterSetName = ArraySet)]
    [AllowEmptyCollection]
    public object? Predicted { get; set; }

    /// <summary>The property, or a script block, that gives the weight.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object? WeightProperty { get; set; }

    /// <summary>The weights.</summary>
    /// <remarks>Not ValidateNotNull, which refuses a list with a null in it: that is one missing weight.</remarks>
    [Parameter(ParameterSetName = ArraySet)]
    [AllowEmptyCollection]
    public object? Weight { get; set; }

    /// <summary>The properties whose distinct values make the groups.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>No items, only the summary.</summary>
    [Parameter]
    public SwitchParameter SummaryOnly { get; set; }

    /// <summary>The variable that gets the summaries instead of the pipeline.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? SummaryVariable { get; set; }

    /// <summary>Instead of items, copies of the records with Difference and L2Loss added.</summary>
    [Parameter(ParameterSetName = ObjectSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = JoinSet)]
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
        string? conflict = PassThru ? nameof(PassThru)
            : Window is not null ? nameof(Window)
            : Top is not null ? nameof(Top)
            : null;
        if (SummaryOnly && conflict is not null)
        {
            ThrowTerminatingError(Errors.ParameterConflict(nameof(SummaryOnly), conflict));
        }

        if (!Cultures.IsKnown(Culture))
        {
            ThrowTerminatingError(Errors.UnknownCulture(Culture.Name));
        }

        if (ParameterSetName == ArraySet)
        {
            RequireArray(nameof(Actual), Actual);
            RequireArray(nameof(Predicted), Predicted);
            if (MyInvocation.BoundParameters.ContainsKey(nameof(Weight)))
            {
                RequireArray(nameof(Weight), Weight);
            }
        }

        if (ParameterSetName == JoinSet)
        {
            RequireForJoin(nameof(ActualPath), ActualPath);
            RequireForJoin(nameof(PredictedPath), PredictedPath);
            RequireForJoin(nameof(Key), Key.FirstOrDefault());
        }

        if (SummaryVariable is not null)
        {
            SessionState.PSVariable.Set(SummaryVariable, null);
        }

        _isPiped = MyInvocation.ExpectingInput;
        _measurement = NewMeasurement();
        if (ParameterSetName != ArraySet)
        {
            _plan = NewPlan();
        }

        if (ParameterSetName == JoinSet)
        {
            if (_plan!.HasScript)
            {
                ThrowTerminatingError(Errors.ScriptInJoin());
            }
        }
        else if (_plan is not null)
        {
            _records = new RecordMeasurer(_measurement, _plan);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Process();
        }
        catch
        {
            KeepSummaries();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            // Files have given their summaries; nothing at all gives the summary of no records.
            if (HasRecordsToFinish)
            {
                _records?.Finish();
                Write(_measurement.Finish());
            }
        }
        catch
        {
            KeepSummaries();
            throw;
        }

        SetSummaryVariable();
    }

    private protected override TextOptions FileText => new(Delimiter, Encoding);

    private protected override void TakeRecord(PSObject? record) => _records!.Measure(record);

    private protected override void TakeFile(FileRun run, string path) =>
        Write(new FileMeasurer(run, NewMeasurement(), _plan!).Measure(path));

    private void Process()
    {
        if (_isPiped && _records is not null)
        {
            TakePiped(InputObject, _plan!);
            return;
        }

        switch (ParameterSetName)
        {
            case ArraySet:
                new ArrayMeasurer(_measurement, Actual!, Predicted!, Weight).Measure();
                break;
            case PathSet:
                TakeMatching(Path);
                break;
            case JoinSet:
                MeasureJoin();
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

    private void MeasureJoin()
    {
        FileRun run = StartFiles();
        var paths = new FilePaths(this);
        string? actual = paths.Literal(ActualPath!);
        string? predicted = paths.Literal(PredictedPath!);
        if (actual is not null && predicted is not null)
        {
            string[] keys = [.. Key.Distinct(StringComparer.OrdinalIgnoreCase)];
            Write(new JoinMeasurer(run, NewMeasurement(), _plan!).Measure(actual, predicted, keys));
        }
    }

    private void Write(IEnumerable<L2LossSummary> summaries)
    {
        foreach (L2LossSummary summary in summaries)
        {
            PSObject output = SummaryOutput.Of(summary);
            if (SummaryVariable is null)
            {
                WriteObject(output);
            }
            else
            {
                // Where nothing is written, the engine does not look.
                if (Stopping)
                {
                    throw new PipelineStoppedException();
                }

                _summaries.Add(output);
            }
        }
    }

    /// <summary>Where an error ends the command, what it measured before is not lost.</summary>
    private void KeepSummaries()
    {
        if (_summaries.Count > 0)
        {
            SetSummaryVariable();
        }
    }

    private void SetSummaryVariable()
    {
        if (SummaryVariable is not null)
        {
            SessionState.PSVariable.Set(SummaryVariable, _summaries.Count == 1 ? _summaries[0] : _summaries.ToArray());
        }
    }

    private Measurement NewMeasurement() =>
        new(this, Culture, MissingToken, SkipMissing, new ItemOptions(!SummaryOnly, PassThru, Window, Top))
        {
            IsWeighted = WeightProperty is not null,
            IsOneOfManyFiles = _isPiped || Path.Length > 1 || LiteralPath.Length > 1 || Path.Any(WildcardPattern.ContainsWildcardCharacters),
        };

    private RecordPlan NewPlan()
    {
        if (PredictedProperty.Length == 0)
        {
            ThrowTerminatingError(Errors.NumbersAsProperty(MyInvocation.MyCommand.Name, nameof(PredictedProperty), PredictedProperty));
        }

        return new RecordPlan(
            SourceOf(nameof(ActualProperty), ActualProperty),
            [.. PredictedProperty.Select(value => SourceOf(nameof(PredictedProperty), value))],
            WeightProperty is null ? null : SourceOf(nameof(WeightProperty), WeightProperty),
            [.. GroupBy.Select(ValueSource.OfProperty)]);
    }

    private void RequireForJoin(string parameter, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            ThrowTerminatingError(Errors.JoinIncomplete(parameter));
        }
    }

    private void RequireArray(string parameter, object? array)
    {
        if (array is null)
        {
            ThrowTerminatingError(Errors.ArrayMissing(parameter));
        }
    }
}
