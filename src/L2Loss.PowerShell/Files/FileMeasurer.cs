using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Measures one file: to its summaries alone on all processors, else record by record.</summary>
internal sealed class FileMeasurer
{
    private readonly PSCmdlet _cmdlet;
    private readonly Measurement _measurement;
    private readonly RecordPlan _plan;
    private readonly TextOptions _options;
    private readonly bool _passesThrough;
    private readonly CancellationToken _stop;

    internal FileMeasurer(
        PSCmdlet cmdlet,
        Measurement measurement,
        RecordPlan plan,
        TextOptions options,
        bool passesThrough,
        CancellationToken stop)
    {
        _cmdlet = cmdlet;
        _measurement = measurement;
        _plan = plan;
        _options = options;
        _passesThrough = passesThrough;
        _stop = stop;
    }

    /// <summary>The summaries of a file; none, after an error, of one that cannot be read to its end.</summary>
    internal IReadOnlyList<L2LossSummary> Measure(string path)
    {
        using RecordFile? file = Open(path);
        return Read(file, path, progress => Measure(file!, path, progress)) ?? [];
    }

    /// <summary>Opens a file; null, after an error, where it cannot be opened.</summary>
    internal RecordFile? Open(string path) => Try(path, () => RecordFiles.Open(path, _options, _stop));

    /// <summary>Reads a file with a display of its progress; null, after an error, where it cannot be read to its end.</summary>
    internal T? Read<T>(RecordFile? file, string path, Func<FileProgress, T> read)
        where T : class
    {
        if (file is null)
        {
            return null;
        }

        var progress = new FileProgress(_cmdlet, file, path);
        try
        {
            T? result = Try(path, () => read(progress));
            if (result is not null && file.LongRecords.Count > 0)
            {
                _cmdlet.WriteWarning(Errors.LongRecords(path, file.LongRecords.Count, file.LongRecords.FirstLine));
            }

            return result;
        }
        finally
        {
            progress.Complete();
        }
    }

    /// <summary>Sums the records of a file, with an item or an error for each where they are wanted.</summary>
    internal IReadOnlyList<L2LossSummary> Measure(
        RecordFile file, ColumnRoles roles, FileErrors errors, FileProgress progress)
    {
        string[] models = [.. roles.Predicted.Select(column => file.Columns[column])];
        _measurement.ShowsModel = models.Length > 1;
        _measurement.ShowsGroup = _plan.Keys.Length > 0;
        var sums = new FileSums(file, roles, _measurement.Reader, _measurement.SkipsMissing, _passesThrough);
        if (_measurement.EmitsItems)
        {
            var items = new FileItems(_measurement, errors, file.Columns, models, _passesThrough, progress.Update);
            sums.RunInOrder(items, _stop);
        }
        else
        {
            foreach ((long before, FaultList faults) in sums.Run(Environment.ProcessorCount, _stop))
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

    private IReadOnlyList<L2LossSummary> Measure(RecordFile file, string path, FileProgress progress)
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

        if (_plan.HasScript)
        {
            return new FileRows(_measurement, _plan, _passesThrough).Measure(file, path, progress, _stop);
        }

        if (!ColumnPlan.TryResolve(_plan, path, file, out ColumnRoles? roles, out ErrorRecord? error))
        {
            _cmdlet.WriteError(error);
            return [];
        }

        return Measure(file, roles, new FileErrors(_measurement, path, file.Columns), progress);
    }

    /// <summary>What is done with a file; null, after an error, where the file fails.</summary>
    private T? Try<T>(string path, Func<T> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception failure) when (FileFailure.IsOfFile(failure))
        {
            _cmdlet.WriteError(FileFailure.ToError(path, failure));
            return null;
        }
    }
}
