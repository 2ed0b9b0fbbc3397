using L2Loss.Files;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>Reports the bad values of a data reader as those of objects.</summary>
internal sealed class DataReaderErrors : FileErrors
{
    private readonly RecordRun _run;
    private readonly IReadOnlyList<string> _columns;

    internal DataReaderErrors(RecordRun run, IReadOnlyList<string> columns)
        : base(run, string.Empty, columns)
    {
        _run = run;
        _columns = columns;
    }

    /// <summary>How a message names a column.</summary>
    internal string Place(int column) => $"property {Text.Quote(_columns[column])}";

    /// <inheritdoc/>
    internal override void Report(BadCell cell) =>
        _run.ReportBad(
            new BadValue(cell.Fault, Place(cell.Column), cell.Value) { Property = _columns[cell.Column] },
            Text.Where(null, 0, cell.Record),
            null);
}
