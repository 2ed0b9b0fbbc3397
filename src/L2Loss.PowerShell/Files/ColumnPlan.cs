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
    private readonly WantedColumns _wanted;

    // The first column of a name, and a second one or -1.
    private readonly Dictionary<string, (int First, int Second)> _positions = new(StringComparer.OrdinalIgnoreCase);
    private ErrorRecord? _error;

    private ColumnPlan(CommandLine call, RecordPlan plan, string path, RecordFile file, WantedColumns wanted)
    {
        _call = call;
        _plan = plan;
        _path = path;
        _columns = file.Columns;
        _file = file;
        _wanted = wanted;
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
        IEnumerable<string?> values = [plan.Actual.Property, .. Predicted(plan), .. plan.Observed];
        var search = new ColumnPlan(call, plan, path, file, new WantedColumns([], values));
        ColumnRoles observed = search.FindObserved();
        int[] predicted = search.FindPredicted(plan.Observed);
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
        var first = new ColumnPlan(call, plan, actual.Path, actual.File, new WantedColumns(keys.Actual, plan.Observed)
        {
            IsOtherRight = HasAll(predicted.File, keys.Predicted),
        });
        ColumnRoles observed = first.FindObserved();
        int[] actualKeys = [.. keys.Actual.Select(key => first.Find("Key", key))];

        var second = new ColumnPlan(call, plan, predicted.Path, predicted.File, new WantedColumns(keys.Predicted, Predicted(plan))
        {
            IsOtherRight = HasAll(actual.File, keys.Actual),
        });
        int[] predictedKeys = [.. keys.Predicted.Select(key => second.Find("Key", key))];

        // A wildcard does not stand for a key.
        int[] values = second.FindPredicted(keys.Predicted);
        int[] models = [.. Enumerable.Range(actual.File.Columns.Count, values.Length)];
        error = first._error ?? second._error;
        columns = error is null
            ? new JoinColumns(observed with { Predicted = models }, values, actualKeys, predictedKeys)
            : null;
        return error is null;
    }

    /// <summary>The error of a file whose records cannot be objects, which have each property once; otherwise null.</summary>
    internal static ErrorRecord? FindRepeated(string path, RecordFile file)
    {
        IReadOnlyList<string> columns = file.Columns;
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < columns.Count; i++)
        {
            if (!first.TryAdd(columns[i], i))
            {
                return Errors.RepeatedColumn(path, columns[i], first[columns[i]] + 1, i + 1, HasGivenNames(file));
            }
        }

        return null;
    }

    /// <summary>The error of a file where a script block names a column that cannot be read; otherwise null.</summary>
    internal static ErrorRecord? FindNested(CommandLine call, RecordPlan plan, string path, RecordFile file) =>
        plan.FirstRead(file.NestedColumns) is string name
            ? Errors.ColumnNotFound(path, name, FileAdvice.OnColumn(call, path, file, "Actual", name, new WantedColumns([], [])))
            : null;

    /// <summary>All but the predicted values.</summary>
    private ColumnRoles FindObserved()
    {
        int actual = Find("Actual", _plan.Actual.Property!);
        int? weight = _plan.Weight is null ? null : Find("Weight", _plan.Weight.Property!);
        int[] keys = [.. _plan.Keys.Select(key => Find("GroupBy", key.Property!))];
        return new ColumnRoles(actual, [], weight, keys);
    }

    private int[] FindPredicted(IEnumerable<string?> taken) =>
        [.. _plan.Predicted.SelectMany(source => FindAll(source.Property!, taken)).Distinct()];

    /// <summary>The only column of a name; the first error is kept.</summary>
    private int Find(string parameter, string name)
    {
        if (!_positions.TryGetValue(name, out (int First, int Second) found))
        {
            _error ??= Errors.ColumnNotFound(_path, name, FileAdvice.OnColumn(_call, _path, _file, parameter, name, _wanted));
            return -1;
        }

        if (found.Second >= 0)
        {
            _error ??= Errors.RepeatedColumn(_path, name, found.First + 1, found.Second + 1, HasGivenNames(_file));
        }

        return found.First;
    }

    /// <summary>The column of a name, or all that a wildcard matches, but for those with another part to play.</summary>
    private int[] FindAll(string name, IEnumerable<string?> taken)
    {
        bool isName = _positions.ContainsKey(name);
        string[] matches = isName ? [name] : RecordPlan.Matches(name, _columns, taken);
        return matches.Length == 0
            ? [Find("Predicted", name)]
            : [.. matches.Select(match => Find("Predicted", match))];
    }

    private static IEnumerable<string?> Predicted(RecordPlan plan) => plan.Predicted.Select(source => source.Property);

    private static bool HasAll(RecordFile file, string[] names) =>
        names.All(name => file.Columns.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static bool HasGivenNames(RecordFile file) => file.Delimiter is not null && file.Options?.Header is not null;
}
