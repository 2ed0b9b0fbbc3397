using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reports the bad cells of one file: the first hundred one by one, the others as a number.</summary>
internal sealed class FileErrors
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
    internal void Report(BadCell cell) =>
        _measurement.ReportBad(
            new BadValue(cell.Fault, $"column '{_columns[cell.Column]}'", cell.Text),
            Text.Where(_path, cell.Line, cell.Record),
            _path);

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
