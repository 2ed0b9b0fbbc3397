using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Reports the bad cells of a file or a data reader: the first hundred one by one, the others as a number.</summary>
internal class FileErrors
{
    private readonly RecordRun _run;
    private readonly string? _path;
    private readonly IReadOnlyList<string> _columns;
    private readonly Func<int, string>? _place;

    /// <summary>Reports to a run.</summary>
    /// <param name="run">Gets the errors.</param>
    /// <param name="path">The file; null for a data reader.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="place">How a message names one; null for its name.</param>
    internal FileErrors(RecordRun run, string? path, IReadOnlyList<string> columns, Func<int, string>? place = null)
    {
        _run = run;
        _path = path;
        _columns = columns;
        _place = place;
    }

    /// <summary>How a message names a column.</summary>
    internal string Place(int column) => _place?.Invoke(column) ?? $"column {Text.Quote(_columns[column])}";

    /// <summary>Reports or counts one cell.</summary>
    internal virtual void Report(BadCell cell) => Report(cell, _path, cell.Line, cell.Record);

    /// <summary>Reports or counts one cell of a given record of a file.</summary>
    protected void Report(BadCell cell, string? path, long line, long record) =>
        _run.Report.Add(cell.Fault, () => ToError(cell, path, Text.Where(path, line, record)));

    /// <summary>The error for one cell.</summary>
    internal ErrorRecord ToError(BadCell cell) => ToError(cell, _path, Text.Where(_path, cell.Line, cell.Record));

    private ErrorRecord ToError(BadCell cell, string? path, string where) => cell.Fault == NumberFault.Malformed
        ? Errors.MalformedRecord(where, cell.BadLine!, path!, _run.Output.Call)
        : _run.ToError(
            new BadValue(cell.Fault, Place(cell.Column), cell.Value ?? cell.Text)
            {
                Property = _columns[cell.Column],
                IsText = cell.IsText,
                Line = cell.BadLine?.Text,
            },
            where,
            path);

    /// <summary>Reports what was bad in a piece.</summary>
    /// <param name="before">The number of records before the piece.</param>
    /// <param name="faults">Its bad cells.</param>
    internal void Report(long before, FaultList faults)
    {
        foreach (BadCell cell in faults.Cells)
        {
            Report(cell with { Record = before + cell.Record });
        }

        for (NumberFault fault = NumberFault.Missing; (int)fault < faults.Others.Count; fault++)
        {
            _run.Report.Count(fault, faults.Others[(int)fault]);
        }
    }
}
