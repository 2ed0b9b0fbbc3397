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

    internal FileMeasurer(FileRun run, Measurement measurement, RecordPlan plan)
    {
        _run = run;
        _measurement = measurement;
        _plan = plan;
    }

    /// <summary>The summaries of a file; none, after an error, of one that cannot be read to its end.</summary>
    internal IEnumerable<L2LossSummary> Measure(string path) =>
        _run.Use(path, (file, progress) => Measure(file, path, progress)) ?? [];

    /// <summary>Sums the records of a file, with an item or an error for each where they are wanted.</summary>
    internal IEnumerable<L2LossSummary> Measure(
        RecordFile file, ColumnRoles roles, FileErrors errors, FileProgress progress)
    {
        string[] models = [.. roles.Predicted.Select(column => file.Columns[column])];
        ItemOutput items = _measurement.Items;
        items.ShowsModel = models.Length > 1;
        items.ShowsGroup = _plan.Keys.Length > 0;
        var groups = new FileModels(_measurement, models, items.ShowsGroup);
        var sums = new FileSums(file, roles, _measurement.Reader, _measurement.SkipsMissing, items.PassesThrough);
        if (items.IsAsked)
        {
            sums.RunInOrder(new FileItems(groups, items, errors, file.Columns, progress.Update), _run.Stop);
        }
        else
        {
            foreach ((long before, FaultList faults) in sums.Run(Environment.ProcessorCount, _run.Stop))
            {
                errors.Report(before, faults);
                progress.Update();
            }
        }

        groups.Summarise(sums.Groups, _run.Stop);
        return _measurement.Finish();
    }

    private IEnumerable<L2LossSummary> Measure(RecordFile file, string path, FileProgress progress)
    {
        _measurement.Source = path;
        if (file.Columns.Count == 0)
        {
            // Nothing at all, not even a header: no records, as from Import-Csv.
            foreach (ValueSource predicted in _plan.Predicted)
            {
                _measurement.AddModel(predicted.Name, null);
            }

            return _measurement.Finish();
        }

        if ((_plan.HasScript || _measurement.Items.PassesThrough)
            && ColumnPlan.FindRepeated(path, file.Columns) is ErrorRecord repeated)
        {
            _run.WriteError(repeated);
            return [];
        }

        if (_plan.HasScript)
        {
            var records = new RecordMeasurer(_measurement, _plan);
            var errors = new FileErrors(_measurement, path, file.Columns);
            new FileRows(_measurement, file, errors, progress).ForEach(records.Measure, records.LeaveOut, _run.Stop);
            records.Finish();
            return _measurement.Finish();
        }

        if (!ColumnPlan.TryResolve(_plan, path, file, out ColumnRoles? roles, out ErrorRecord? error))
        {
            _run.WriteError(error);
            return [];
        }

        return Measure(file, roles, new FileErrors(_measurement, path, file.Columns), progress);
    }
}
