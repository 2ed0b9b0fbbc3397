using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Advice;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Finds the columns of a file that the property parameters name.</summary>
internal sealed class ColumnPlan
{
    private readonly CommandLine _call;
    private readonly RecordPlan _plan;
    private readonly string _path;
    private readonly IReadOnlyList<string> _columns;
    private readonly RecordFile _file;

    // The first column of a name, and a second one or -1.
    private readonly Dictionary<string, (int First, int Second)> _positions = new(StringComparer.OrdinalIgnoreCase);
    private ErrorRecord? _error;

    private ColumnPlan(CommandLine call, RecordPlan plan, string path, RecordFile file)
    {
        _call = call;
        _plan = plan;
        _path = path;
        _columns = file.Columns;
        _file = file;
        for (int i = 0; i < _columns.Count; i++)
        {
            if (!_positions.TryAdd(_columns[i], (i, -1)) && _positions[_columns[i]] is { Second: < 0 } known)
            {
                _positions[_columns[i]] = (known.First, i);
            }
        }
    }

    /// <summary>The columns of a file by the parts they play; otherwise the error that says which one is not there.</summary>
    internal static bool TryResolve(
        CommandLine call,
        RecordPlan plan,
        string path,
        RecordFile file,
        [NotNullWhen(true)] out ColumnRoles? roles,
        [NotNullWhen(false)] out ErrorRecord? error)
    {
        var search = new ColumnPlan(call, plan, path, file);
        ColumnRoles observed = search.FindObserved();
        int[] predicted = search.FindPredicted();
        error = search._error;
        roles = error is null ? observed with { Predicted = predicted } : null;
        return error is null;
    }

    /// <summary>The columns of two files that are joined; otherwise the error that says which one is not there.</summary>
    /// <param name="call">The command as it was called.</param>
    /// <param name="plan">The actual value, the weight and the groups are of the actual file.</param>
    /// <param name="keys">The columns of the key, which both files need.</param>
    /// <param name="actual">The actual file and its path.</param>
    /// <param name="predicted">The predicted file and its path.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="error">The error.</param>
    internal static bool TryResolve(
        CommandLine call,
        RecordPlan plan,
        JoinKeys keys,
        (string Path, RecordFile File) actual,
        (string Path, RecordFile File) predicted,
        [NotNullWhen(true)] out JoinColumns? columns,
        [NotNullWhen(false)] out ErrorRecord? error)
    {
        var first = new ColumnPlan(call, plan, actual.Path, actual.File);
        ColumnRoles observed = first.FindObserved();
        int[] actualKeys = [.. keys.Actual.Select(key => first.Find("Key", key))];

        // A wildcard does not stand for a key.
        RecordPlan predictions = plan with { Keys = [.. plan.Keys, .. keys.Predicted.Select(ValueSource.OfProperty)] };
        var second = new ColumnPlan(call, predictions, predicted.Path, predicted.File);
        int[] predictedKeys = [.. keys.Predicted.Select(key => second.Find("Key", key))];
        int[] values = second.FindPredicted();
        int[] models = [.. Enumerable.Range(actual.File.Columns.Count, values.Length)];
        error = first._error ?? second._error;
        columns = error is null
            ? new JoinColumns(observed with { Predicted = models }, values, actualKeys, predictedKeys)
            : null;
        return error is null;
    }

    /// <summary>The error of a file whose records cannot be objects, which have each property once; otherwise null.</summary>
    internal static ErrorRecord? FindRepeated(string path, IReadOnlyList<string> columns)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < columns.Count; i++)
        {
            if (!first.TryAdd(columns[i], i))
            {
                return Errors.RepeatedColumn(path, columns[i], first[columns[i]] + 1, i + 1);
            }
        }

        return null;
    }

    /// <summary>The error of a file where a script block names a column that cannot be read; otherwise null.</summary>
    internal static ErrorRecord? FindNested(CommandLine call, RecordPlan plan, string path, RecordFile file) =>
        plan.FirstRead(file.NestedColumns) is string name
            ? Errors.ColumnNotFound(path, name, FileAdvice.OnColumn(call, path, file, "Actual", name, []))
            : null;

    /// <summary>All but the predicted values.</summary>
    private ColumnRoles FindObserved()
    {
        int actual = Find("Actual", _plan.Actual.Property!);
        int? weight = _plan.Weight is null ? null : Find("Weight", _plan.Weight.Property!);
        int[] keys = [.. _plan.Keys.Select(key => Find("GroupBy", key.Property!))];
        return new ColumnRoles(actual, [], weight, keys);
    }

    private int[] FindPredicted() =>
        [.. _plan.Predicted.SelectMany(source => FindAll(source.Property!)).Distinct()];

    /// <summary>The only column of a name; the first error is kept.</summary>
    private int Find(string parameter, string name)
    {
        if (!_positions.TryGetValue(name, out (int First, int Second) found))
        {
            _error ??= Errors.ColumnNotFound(_path, name, FileAdvice.OnColumn(_call, _path, _file, parameter, name, Wanted()));
            return -1;
        }

        if (found.Second >= 0)
        {
            _error ??= Errors.RepeatedColumn(_path, name, found.First + 1, found.Second + 1);
        }

        return found.First;
    }

    /// <summary>The column of a name, or all that a wildcard matches, but for those with another part to play.</summary>
    private int[] FindAll(string name)
    {
        bool isName = _positions.ContainsKey(name);
        string[] matches = isName ? [name] : _plan.Matches(name, _columns);
        return matches.Length == 0
            ? [Find("Predicted", name)]
            : [.. matches.Select(match => Find("Predicted", match))];
    }

    /// <summary>The names of all columns that are wanted.</summary>
    private string[] Wanted()
    {
        IEnumerable<ValueSource> sources = [_plan.Actual, .. _plan.Predicted, .. _plan.Keys];
        sources = _plan.Weight is null ? sources : sources.Append(_plan.Weight);
        return [.. sources.Select(source => source.Property).OfType<string>()
            .Where(name => !WildcardPattern.ContainsWildcardCharacters(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
