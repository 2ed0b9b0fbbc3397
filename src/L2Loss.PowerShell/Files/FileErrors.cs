using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reports the bad cells of one file: the first hundred one by one, the others as a number.</summary>
internal class FileErrors
{
    private readonly Measurement _measurement;
    private readonly string _path;
    private readonly IReadOnlyList<string> _columns;

    internal FileErrors(Measurement measurement, string path, IReadOnlyList<string> columns)
    {
        _measurement = measurement;
        _path = path;
        _columns = columns;
    }

    /// <summary>Reports or counts one cell.</summary>
    internal virtual void Report(BadCell cell) => Report(cell, _path, cell.Line, cell.Record);

    /// <summary>Reports or counts one cell of a given record of a file.</summary>
    protected void Report(BadCell cell, string path, long line, long record) =>
        _measurement.ReportBad(
            new BadValue(cell.Fault, $"column '{_columns[cell.Column]}'", cell.Text), Text.Where(path, line, record), path);

    /// <summary>Reports what was bad in a piece.</summary>
    /// <param name="before">The number of records before the piece.</param>
    /// <param name="faults">Its bad cells.</param>
    internal void Report(long before, FaultList faults)
    {
        foreach (BadCell cell in faults.Cells)
        {
            Report(cell with { Record = before + cell.Record });
        }

        for (int i = 0; i < faults.Others.Count; i++)
        {
            _measurement.Report.Count((NumberFault)i, faults.Others[i]);
        }
    }
}
