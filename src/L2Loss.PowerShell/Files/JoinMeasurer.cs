using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Measures the actual values of one file against the predicted ones of another, joined by key.</summary>
internal sealed class JoinMeasurer
{
    private readonly PSCmdlet _cmdlet;
    private readonly Measurement _measurement;
    private readonly RecordPlan _plan;
    private readonly FileMeasurer _files;
    private readonly bool _passesThrough;
    private readonly CancellationToken _stop;

    internal JoinMeasurer(
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
        _files = new FileMeasurer(cmdlet, measurement, plan, options, passesThrough, stop);
        _passesThrough = passesThrough;
        _stop = stop;
    }

    /// <summary>The summaries of two files; none, after an error, where one of them cannot be read to its end.</summary>
    internal IReadOnlyList<L2LossSummary> Measure(string actualPath, string predictedPath, string[] keys)
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
            _cmdlet.WriteError(error);
            return [];
        }

        HeldRecords? held = _files.Read(
            predicted,
            predictedPath,
            progress => HeldRecords.Read(
                predicted,
                columns.PredictedKeys,
                columns.Predicted,
                _measurement.Reader,
                _passesThrough,
                progress.Update,
                _stop));
        if (held is null)
        {
            return [];
        }

        using var joined = new JoinedFile(actual, columns.ActualKeys, held);
        var errors = new JoinErrors(_measurement, actualPath, predictedPath, keys, joined.Columns);
        return _files.Read(joined, actualPath, progress => _files.Measure(joined, columns.Roles, errors, progress)) ?? [];
    }

    /// <summary>A file; one without even a header has the columns that are looked for, and no records.</summary>
    private RecordFile? Open(string path, IEnumerable<string> names, string[] keys)
    {
        RecordFile? file = _files.Open(path);
        if (file is not { Columns.Count: 0 })
        {
            return file;
        }

        file.Dispose();
        return new EmptyFile([.. names.Concat(keys).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }
}
