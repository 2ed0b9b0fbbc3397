using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reports the bad cells of two joined files, and the records whose key has no partner or was there before.</summary>
internal sealed class JoinErrors : FileErrors
{
    private readonly Measurement _measurement;
    private readonly string _actualPath;
    private readonly string _predictedPath;
    private readonly string[] _keys;

    internal JoinErrors(
        Measurement measurement, string actualPath, string predictedPath, string[] keys, IReadOnlyList<string> columns)
        : base(measurement, actualPath, columns)
    {
        _measurement = measurement;
        _actualPath = actualPath;
        _predictedPath = predictedPath;
        _keys = keys;
    }

    /// <inheritdoc/>
    internal override void Report(BadCell cell)
    {
        if (cell.Origin is not JoinOrigin origin)
        {
            base.Report(cell);
            return;
        }

        (string path, long line, long record, string other) = origin.PredictedRecord > 0
            ? (_predictedPath, origin.PredictedLine, origin.PredictedRecord, _actualPath)
            : (_actualPath, cell.Line, cell.Record, _predictedPath);
        if (!NumberFaultOrder.IsOfKey(cell.Fault))
        {
            Report(cell, path, line, record);
            return;
        }

        string where = Text.Where(path, line, record);
        _measurement.Report.Add(
            cell.Fault,
            () => cell.Fault == NumberFault.DuplicateKey
                ? Errors.DuplicateKey(where, Shown(cell.Text!), origin.FirstRecord, path)
                : Errors.UnmatchedKey(where, Shown(cell.Text!), other, path));
    }

    private string Shown(string key) =>
        Text.List(
            [.. _keys.Zip(JoinKey.Values(key), (name, value) => (name, value))],
            pair => $"{Text.Show(pair.name)} = {Text.Quote(pair.value)}");
}
