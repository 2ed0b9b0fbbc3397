using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Measures one file: to its summaries alone on all processors, else record by record.</summary>
internal sealed class FileMeasurer
{
    private readonly FileRun _run;
    private readonly Measurement _measurement;
    private readonly RecordPlan _plan;
    private readonly bool _passesThrough;

    internal FileMeasurer(FileRun run, Measurement measurement, RecordPlan plan, bool passesThrough)
    {
        _run = run;
        _measurement = measurement;
        _plan = plan;
        _passesThrough = passesThrough;
    }

    /// <summary>The summaries of a file; none, after an error, of one that cannot be read to its end.</summary>
    internal IReadOnlyList<L2LossSummary> Measure(string path) =>
        _run.Use(path, (file, progress) => Measure(file, path, progress));

    private IReadOnlyList<L2LossSummary> Measure(RecordFile file, string path, FileProgress progress)
    {
        _measurement.Source = path;
        _measurement.ShowsGroup = _plan.Keys.Length > 0;
        if (file.Columns.Count == 0)
        {
            // Nothing at all, not even a header: no records, as from Import-Csv.
            foreach (ValueSource predicted in _plan.Predicted)
            {
                _measurement.AddModel(predicted.Name, null);
            }

            return _measurement.Finish();
        }

        if (_plan.HasScript)
        {
            var records = new RecordMeasurer(_measurement, _plan, _passesThrough);
            new FileRows(_measurement, file, progress).ForEach(records.Measure, _run.Stop);
            records.Finish();
            return _measurement.Finish();
        }

        if (!ColumnPlan.TryResolve(_plan, path, file, out ColumnRoles? roles, out ErrorRecord? error))
        {
            _run.WriteError(error);
            return [];
        }

        string[] models = [.. roles.Predicted.Select(column => file.Columns[column])];
        _measurement.ShowsModel = models.Length > 1;
        var errors = new FileErrors(_measurement, path, file.Columns);
        var sums = new FileSums(file, roles, _measurement.Reader, _measurement.SkipsMissing, _passesThrough);
        if (_measurement.EmitsItems)
        {
            var items = new FileItems(_measurement, errors, file.Columns, models, _passesThrough, progress.Update);
            sums.RunInOrder(items, _run.Stop);
        }
        else
        {
            foreach ((long before, FaultList faults) in sums.Run(Environment.ProcessorCount, _run.Stop))
            {
                errors.Report(before, faults);
                progress.Update();
            }
        }

        foreach (GroupSums group in sums.Groups)
        {
            string? key = _measurement.ShowsGroup ? GroupKey.Shown(group.Key) : null;
            for (int i = 0; i < models.Length; i++)
            {
                _measurement.AddModel(models[i], key, group.Models[i]);
            }
        }

        return _measurement.Finish();
    }
}
