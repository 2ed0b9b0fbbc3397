using L2Loss.Files;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>Reports the bad values of a data reader as those of objects.</summary>
internal sealed class DataReaderErrors : FileErrors
{
    private readonly RecordRun _run;
    private readonly IReadOnlyDictionary<int, ValueSource> _sources;

    /// <param name="run">Gets the errors.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="sources">What the user calls those that hold numbers.</param>
    internal DataReaderErrors(RecordRun run, IReadOnlyList<string> columns, IReadOnlyDictionary<int, ValueSource> sources)
        : base(run, string.Empty, columns)
    {
        _run = run;
        _sources = sources;
    }

    /// <inheritdoc/>
    internal override void Report(BadCell cell) =>
        _run.ReportBad(
            new BadValue(cell.Fault, _sources[cell.Column].Place, cell.Value) { Property = _sources[cell.Column].Property },
            Text.Where(null, 0, cell.Record),
            null);
}
