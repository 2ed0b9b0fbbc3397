using System.Collections;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using L2Loss.Files;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// What the cmdlets that read records have in common: the parameters that say where records come from and how they are
/// read, and the way of each record to what the cmdlet makes of it.
/// </summary>
/// <remarks>
/// The engine walks all parameters and sets several times for each record in the pipeline: a parameter belongs to a set
/// only where it decides which one is meant, and none is mandatory for the engine.
/// </remarks>
public abstract class RecordCommand : PSCmdlet, IDisposable
{
    private protected const string RecordSet = "Object";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string JoinSet = "Join";

    private readonly CancellationTokenSource _stop = new();
    private RunSettings _settings = null!;
    private RecordPlan? _plan;
    private ObjectRecords? _records;
    private FileSource? _files;
    private JoinKeys? _keys;
    private bool _isGiven;
    private bool _hasTakenFile;

    private protected RecordCommand()
    {
    }

    /// <summary>The records.</summary>
    [Parameter(ParameterSetName = RecordSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The property, column or script block that gives the actual value; without input the actual values.</summary>
    [Parameter(Position = 0)]
    [Alias("ActualProperty")]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object? Actual { get; set; } = "Actual";

    /// <summary>The same for the predicted values of each model.</summary>
    [Parameter(Position = 1)]
    [Alias("PredictedProperty")]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object? Predicted { get; set; } = "Predicted";

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
    public object[] Key { get; set; } = [];

    /// <summary>What separates the values of a text file.</summary>
    [Parameter]
    [Delimiter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of text files without a byte order mark.</summary>
    [Parameter]
    [EncodingName]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>The names of the columns of text files without a header line.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[]? Header { get; set; }

    /// <summary>What makes the groups: properties, script blocks or calculated properties.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public object[] GroupBy { get; set; } = [];

    /// <summary>Missing values are counted, not reported.</summary>
    [Parameter]
    public SwitchParameter SkipMissing { get; set; }

    /// <summary>What means missing: text in any case, numbers by their value.</summary>
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

    /// <summary>The property that gives the weight, or the weights themselves; null without weights.</summary>
    private protected virtual object? Weights => null;

    /// <summary>A parameter that was given and only works for records; null for none.</summary>
    private protected virtual string? RecordParameter => GroupBy.Length > 0 ? nameof(GroupBy) : null;

    /// <summary>True where there may be several files.</summary>
    private protected bool HasManyFiles =>
        MyInvocation.ExpectingInput || Path.Length > 1 || LiteralPath.Length > 1 || Path.Any(WildcardPattern.ContainsWildcardCharacters);

    private bool HasFiles => ParameterSetName is PathSet or LiteralPathSet or JoinSet;

    /// <summary>True for lists of numbers; where nothing comes in, also for text in which a number stands, and for null.</summary>
    private bool HasLists =>
        NumberList.IsNumbers(Actual) || NumberList.IsNumbers(Predicted) || NumberList.IsNumbers(Weights)
        || (IsBound(nameof(Actual)) && Actual is null)
        || (IsBound(nameof(Actual)) && IsBound(nameof(Predicted)) && (HasNumber(Actual) || HasNumber(Predicted)));

    private CommandOutput Output => _settings.Output;

    private RecordPlan Plan => _plan ??= NewPlan();

    private FileSource Files => _files ??= new FileSource(
        new FileRun(Output, new TextOptions(Delimiter, Encoding, Header)), Plan, source => NewRun(_settings, source));

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What is made of the records of one source; the source is a file or null.</summary>
    private protected abstract RecordRun NewRun(RunSettings settings, string? source);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Cultures.IsKnown(Culture))
        {
            ThrowTerminatingError(Errors.UnknownCulture(Culture.Name));
        }

        var reader = new NumberReader(Culture, MissingToken);
        if (reader.AmbiguousToken is (string token, double inCulture, double invariant))
        {
            ThrowTerminatingError(Errors.AmbiguousToken(token, Culture, inCulture, invariant));
        }

        _settings = new RunSettings(new CommandOutput(this, _stop.Token), reader, Culture, SkipMissing);
        _isGiven = IsBound(nameof(InputObject));
        if (_isGiven || HasFiles)
        {
            _plan = NewPlan();
        }
        else if (!MyInvocation.ExpectingInput && !HasLists)
        {
            RefuseNothing();
        }

        if (ParameterSetName == JoinSet)
        {
            RequireJoin();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Without input the engine may come here once with nothing; a null among records is bound.
        if (!_isGiven && (InputObject is not null || IsBound(nameof(InputObject))))
        {
            TakePiped(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var paths = new FilePaths(Output);
        switch (ParameterSetName)
        {
            case PathSet:
                TakeFiles(Path.SelectMany(paths.Matching));
                break;
            case LiteralPathSet:
                TakeFiles(LiteralPath.Select(paths.Literal).OfType<string>());
                break;
            case JoinSet:
                string? actual = paths.Literal(ActualPath!);
                string? predicted = paths.Literal(PredictedPath!);
                if (actual is not null && predicted is not null)
                {
                    Files.Measure(actual, predicted, _keys!);
                }

                break;
            default:
                FinishRecords();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>True where a parameter was given.</summary>
    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>
    /// From the pipeline a record comes as it is, or a whole list of them as one object: so ConvertFrom-Json of Windows
    /// PowerShell writes it, and a function its table with <c>, $table</c>. Script blocks may mean the list itself; a property by
    /// name it cannot have.
    /// </summary>
    private void TakePiped(PSObject? input)
    {
        if (input?.BaseObject is IList or DataTable or DataRowCollection && Plan.HasProperty)
        {
            TakeGiven(input);
        }
        else
        {
            Take(input);
        }
    }

    /// <summary>Given by name it may be a whole list of records.</summary>
    private void TakeGiven(PSObject? given)
    {
        if (given?.BaseObject is IDataReader)
        {
            Take(given);
            return;
        }

        foreach (PSObject? input in ObjectValue.Elements(given))
        {
            Output.ThrowIfStopped();
            Take(input);
        }
    }

    /// <summary>A file is taken as a file, everything else as a record.</summary>
    private void Take(PSObject? input)
    {
        if (input?.BaseObject is FileSystemInfo file)
        {
            TakeFiles([file.FullName]);
        }
        else if (input?.BaseObject is IDataReader reader)
        {
            _hasTakenFile = true;
            new DataReaderSource(NewRun(_settings, null), Plan).Measure(reader);
        }
        else if (input?.BaseObject is IDataRecord row)
        {
            // So the engine enumerates a data reader in the pipeline.
            (_records ??= NewRecords()).Add(DataReaderSource.ToObject(row));
        }
        else
        {
            (_records ??= NewRecords()).Add(input);
        }
    }

    private bool HasNumber(object? list) =>
        NumberList.Of(list).Cast<object?>().Any(value => _settings.Reader.Read(ObjectValue.Unwrap(value), out _) == NumberFault.None);

    private void TakeFiles(IEnumerable<string> paths)
    {
        _hasTakenFile = true;
        foreach (string path in paths)
        {
            Files.Measure(path);
        }
    }

    private void FinishRecords()
    {
        if (_isGiven)
        {
            TakeGiven(InputObject);
        }

        if (_records is null && !_hasTakenFile && !_isGiven && HasLists)
        {
            MeasureLists();
        }
        else if (_records is not null || !_hasTakenFile)
        {
            // Nothing at all gives the summary of no records; files have given theirs.
            (_records ?? NewRecords()).Finish();
        }
    }

    private void MeasureLists()
    {
        RequireList(nameof(Actual), Actual);
        RequireList(nameof(Predicted), Predicted);
        if (IsBound("Weight"))
        {
            RequireList("Weight", Weights);
        }

        if (RecordParameter is string parameter)
        {
            Output.Throw(Errors.NotForLists(parameter));
        }

        new ListRecords(NewRun(_settings, null), Actual!, Predicted!, Weights).Measure();
    }

    private ObjectRecords NewRecords() => new(NewRun(_settings, null), Plan);

    private void RefuseNothing()
    {
        bool isFile = IsBound(nameof(Actual)) && ObjectValue.Unwrap(Actual) is string name && new FilePaths(Output).Exists(name);
        Output.Throw(Errors.NoInput(Output.Command, isFile ? ObjectValue.Unwrap(Actual) as string : null));
    }

    private void RequireJoin()
    {
        string? missing = ActualPath is null ? nameof(ActualPath)
            : PredictedPath is null ? nameof(PredictedPath)
            : Key.Length == 0 ? nameof(Key)
            : null;
        if (missing is not null)
        {
            Output.Throw(Errors.JoinIncomplete(missing));
        }

        if (_plan!.HasScript)
        {
            Output.Throw(Errors.ScriptInJoin());
        }

        _keys = JoinKeys.From(Key);
        if (_keys is null)
        {
            Output.Throw(Errors.NotAJoinKey());
        }
    }

    private void RequireList(string parameter, object? list)
    {
        if (list is null || !IsBound(parameter) || ObjectValue.Unwrap(list) is IDictionary { Count: 0 })
        {
            Output.Throw(Errors.ArrayMissing(parameter));
        }
    }

    private RecordPlan NewPlan()
    {
        var plan = new RecordPlan(
            SourceOf(nameof(Actual), Actual),
            [.. Names(Predicted).Select(name => SourceOf(nameof(Predicted), name))],
            Weights is null ? null : SourceOf("Weight", Weights),
            [.. GroupBy.Select(KeyOf)]);
        if (CalculatedProperty.FindRepeated(plan.KeyNames) is string name)
        {
            Output.Throw(Errors.RepeatedKey(name));
        }

        return plan;
    }

    private IEnumerable<object?> Names(object? value) =>
        ObjectValue.Unwrap(value) is string or ScriptBlock or null ? [value]
        : NumberList.IsNumbers(value) ? throw Refuse(nameof(Predicted), value)
        : NumberList.Of(value).Cast<object?>();

    /// <summary>The source that a parameter names; otherwise the command ends.</summary>
    private ValueSource SourceOf(string parameter, object? value) => ValueSource.From(value) ?? throw Refuse(parameter, value);

    private ValueSource KeyOf(object? value)
    {
        ValueSource? source = ValueSource.FromKey(value);
        if (source is null)
        {
            Output.Throw(Errors.NotAGroup(value));
        }

        return source;
    }

    private InvalidOperationException Refuse(string parameter, object? value)
    {
        Output.Throw(Errors.NumbersAsProperty(Output.Command, parameter, value));
        return new InvalidOperationException();
    }
}
