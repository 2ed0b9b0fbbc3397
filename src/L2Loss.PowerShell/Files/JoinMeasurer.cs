using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Measures the actual values of one file against the predicted ones of another, joined by key.</summary>
internal sealed class JoinMeasurer
{
    private readonly FileRun _run;
    private readonly Measurement _measurement;
    private readonly RecordPlan _plan;
    private readonly FileMeasurer _files;

    internal JoinMeasurer(FileRun run, Measurement measurement, RecordPlan plan)
    {
        _run = run;
        _measurement = measurement;
        _plan = plan;
        _files = new FileMeasurer(run, measurement, plan);
    }

    /// <summary>The summaries of two files; none, after an error, where one of them cannot be read to its end.</summary>
    internal IEnumerable<L2LossSummary> Measure(string actualPath, string predictedPath, string[] keys)
    {
        _measurement.Source = actualPath;
        IEnumerable<string> ofActual = [_plan.Actual.Property!, .. _plan.Keys.Select(key => key.Property!)];
        using RecordFile? actual = Open(actualPath, _plan.Weight is null ? ofActual : ofActual.Append(_plan.Weight.Property!), keys);
        using RecordFile? predicted = Open(predictedPath, _plan.Predicted.Select(source => source.Property!), keys);
        if (actual is null || predicted is null)
        {
            return [];
        }

        if (!ColumnPlan.TryResolve(
            _plan,
            keys,
            (actualPath, actual),
            (predictedPath, predicted),
            out JoinColumns? columns,
            out ErrorRecord? error))
        {
            _run.WriteError(error);
            return [];
        }

        HeldRecords? held = _run.Read(
            predicted,
            predictedPath,
            progress => HeldRecords.Read(
                predicted,
                columns.PredictedKeys,
                columns.Predicted,
                _measurement.Reader,
                _measurement.Items.PassesThrough,
                progress.Update,
                _run.Stop));
        if (held is null)
        {
            return [];
        }

        using var joined = new JoinedFile(actual, columns.ActualKeys, held);
        var errors = new JoinErrors(_measurement, actualPath, predictedPath, keys, joined.Columns);
        return _run.Read(joined, actualPath, progress => _files.Measure(joined, columns.Roles, errors, progress)) ?? [];
    }

    /// <summary>A file; one without even a header has the columns that are looked for, and no records.</summary>
    private RecordFile? Open(string path, IEnumerable<string> names, string[] keys)
    {
        RecordFile? file = _run.Open(path);
        if (file is not { Columns.Count: 0 })
        {
            return file;
        }

        file.Dispose();
        return new EmptyFile([.. names.Concat(keys).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }
}
