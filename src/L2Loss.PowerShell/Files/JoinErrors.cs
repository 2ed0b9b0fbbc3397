using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reports the bad cells of two joined files, and the records that are unmatched or whose key was there before.</summary>
internal sealed class JoinErrors : FileErrors
{
    private readonly RecordRun _run;
    private readonly string _actualPath;
    private readonly string _predictedPath;
    private readonly JoinKeys _keys;

    internal JoinErrors(
        RecordRun run, string actualPath, string predictedPath, JoinKeys keys, IReadOnlyList<string> columns)
        : base(run, actualPath, columns)
    {
        _run = run;
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

        bool isPredicted = origin.PredictedRecord > 0;
        (string path, long line, long record, string other) = isPredicted
            ? (_predictedPath, origin.PredictedLine, origin.PredictedRecord, _actualPath)
            : (_actualPath, cell.Line, cell.Record, _predictedPath);
        if (!NumberFaultOrder.IsOfKey(cell.Fault))
        {
            Report(cell, path, line, record);
            return;
        }

        string where = Text.Where(path, line, record);
        string key = _keys.Show(origin.Key, isPredicted);
        _run.Report.Add(
            cell.Fault,
            () => cell.Fault == NumberFault.DuplicateKey
                ? Errors.DuplicateKey(where, key, origin.FirstRecord, path)
                : Errors.UnmatchedKey(where, key, other, path));
    }
}
