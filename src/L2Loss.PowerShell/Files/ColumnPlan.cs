using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Finds the columns of a file that the property parameters name.</summary>
internal sealed class ColumnPlan
{
    private readonly RecordPlan _plan;
    private readonly string _path;
    private readonly IReadOnlyList<string> _columns;
    private readonly IReadOnlyList<string> _nested;
    private ErrorRecord? _error;

    private ColumnPlan(RecordPlan plan, string path, RecordFile file)
    {
        _plan = plan;
        _path = path;
        _columns = file.Columns;
        _nested = file.NestedColumns;
    }

    /// <summary>The columns of a file by the parts they play; otherwise the error that says which one is not there.</summary>
    internal static bool TryResolve(
        RecordPlan plan,
        string path,
        RecordFile file,
        [NotNullWhen(true)] out ColumnRoles? roles,
        [NotNullWhen(false)] out ErrorRecord? error)
    {
        var search = new ColumnPlan(plan, path, file);
        int actual = search.Find("ActualProperty", plan.Actual.Property!);
        int? weight = plan.Weight is null ? null : search.Find("WeightProperty", plan.Weight.Property!);
        int[] keys = [.. plan.Keys.Select(key => search.Find("GroupBy", key.Property!))];
        int[] predicted = [.. plan.Predicted.SelectMany(source => search.FindAll(source.Property!)).Distinct()];
        error = search._error;
        roles = error is null ? new ColumnRoles(actual, predicted, weight, keys) : null;
        return error is null;
    }

    /// <summary>The only column of a name; the first error is kept.</summary>
    private int Find(string parameter, string name)
    {
        int[] found = [.. Positions(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase))];
        if (found.Length != 1)
        {
            _error ??= found.Length == 0
                ? Errors.ColumnNotFound(_path, parameter, name, _columns, _nested)
                : Errors.RepeatedColumn(_path, name, found[0] + 1, found[1] + 1);
            return -1;
        }

        return found[0];
    }

    /// <summary>The column of a name, or all that a wildcard matches, but for those with another part to play.</summary>
    private int[] FindAll(string name)
    {
        bool isName = _columns.Contains(name, StringComparer.OrdinalIgnoreCase);
        string[] matches = isName ? [name] : _plan.Matches(name, _columns);
        return matches.Length == 0
            ? [Find("PredictedProperty", name)]
            : [.. matches.Select(match => Find("PredictedProperty", match))];
    }

    private IEnumerable<int> Positions(Func<string, bool> predicate) =>
        Enumerable.Range(0, _columns.Count).Where(position => predicate(_columns[position]));
}
