using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Comparison;

/// <summary>Compares the models of one file: columns with the actual value and one for each model.</summary>
internal sealed class FileComparer
{
    private readonly FileRun _run;
    private readonly Measurement _measurement;
    private readonly ModelComparer _comparer;
    private readonly RecordPlan _plan;

    internal FileComparer(FileRun run, Measurement measurement, ModelComparer comparer, RecordPlan plan)
    {
        _run = run;
        _measurement = measurement;
        _comparer = comparer;
        _plan = plan;
    }

    /// <summary>The comparisons of a file; null, after an error, of one that cannot be read to its end.</summary>
    internal IReadOnlyList<L2LossComparison>? Compare(string path) =>
        _run.Use(path, (file, progress) => Compare(file, path, progress));

    private IReadOnlyList<L2LossComparison>? Compare(RecordFile file, string path, FileProgress progress)
    {
        _measurement.Source = path;
        if (file.Columns.Count == 0)
        {
            // Nothing at all, not even a header.
            return _comparer.Finish();
        }

        if (_plan.HasScript)
        {
            if (ColumnPlan.FindRepeated(path, file.Columns) is ErrorRecord repeated)
            {
                _run.WriteError(repeated);
                return null;
            }

            var records = new RecordComparer(_measurement, _comparer, _plan);
            var rowErrors = new FileErrors(_measurement, path, file.Columns);
            new FileRows(_measurement, file, rowErrors, progress).ForEach(records.Add, records.LeaveOut, _run.Stop);
            records.Finish();
            return _comparer.Finish();
        }

        if (!ColumnPlan.TryResolve(_plan, path, file, out ColumnRoles? roles, out ErrorRecord? error))
        {
            _run.WriteError(error);
            return null;
        }

        string[] models = [.. roles.Predicted.Select(column => file.Columns[column])];
        var groups = new Dictionary<string, GroupComparison>(StringComparer.OrdinalIgnoreCase);
        if (roles.Keys.Length == 0)
        {
            groups.Add(string.Empty, _comparer.NewGroup(models, null));
        }

        var errors = new FileErrors(_measurement, path, file.Columns);
        var numbers = new Number[models.Length];
        long before = 0;
        file.Select(new ColumnSelection(roles.Numbers, roles.Keys, _measurement.Reader));
        foreach (RecordBlock block in file.ReadBlocks(_run.Stop))
        {
            for (int i = 0; i < block.Count; i++)
            {
                string key = GroupKey.Of(block, i, roles.Keys);
                if (!groups.TryGetValue(key, out GroupComparison? group))
                {
                    group = _comparer.NewGroup(models, GroupKey.Shown(key));
                    groups.Add(key, group);
                }

                Add(block, i, roles, before + i + 1, numbers, group, errors);
            }

            before += block.Count;
            progress.Update();
        }

        return _comparer.Finish();
    }

    private static void Add(
        RecordBlock block,
        int record,
        ColumnRoles roles,
        long number,
        Number[] predicted,
        GroupComparison group,
        FileErrors errors)
    {
        NumberFault fault = ColumnRoles.Actuals(block).Read(record, out Number actual);
        int column = roles.Actual;
        for (int i = 0; i < predicted.Length; i++)
        {
            NumberFault other = ColumnRoles.Predictions(block, i).Read(record, out predicted[i]);
            if (!NumberFaultOrder.IsFirst(fault, other))
            {
                (fault, column) = (other, roles.Predicted[i]);
            }
        }

        if (fault == NumberFault.None)
        {
            group.Add(actual, predicted);
        }
        else
        {
            group.LeaveOut(fault);
            errors.Report(block.Bad(record, column, fault, number));
        }
    }
}
