using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>
/// A source of records that are those of a file, two joined files or a data reader: on all processors where nothing is
/// written for each, else one by one.
/// </summary>
internal sealed class FileRecords : IRecordSink
{
    private readonly RecordRun _run;
    private readonly RecordFile _file;
    private readonly FileErrors _errors;
    private readonly Action? _update;
    private BlockRecord _record = null!;
    private Func<PSObject>? _copied;

    /// <summary>The records of an open file.</summary>
    /// <param name="run">What is made of them.</param>
    /// <param name="file">The file.</param>
    /// <param name="errors">Reports what is bad in it.</param>
    /// <param name="update">Shows how far the reading is; null where that is not shown.</param>
    internal FileRecords(RecordRun run, RecordFile file, FileErrors errors, Action? update)
    {
        _run = run;
        _file = file;
        _errors = errors;
        _update = update;
    }

    /// <summary>Measures all records by their columns.</summary>
    /// <param name="roles">The columns.</param>
    /// <param name="keys">The names of the values that make the groups.</param>
    /// <param name="names">The properties of the records, where they are written themselves.</param>
    /// <returns>Writes what came of them.</returns>
    internal Action Measure(ColumnRoles roles, string[] keys, IReadOnlyList<string> names)
    {
        _run.Start([.. roles.Predicted.Select(column => _file.Columns[column])], keys);
        var sums = new FileSums(_file, roles, _run.Reader, _run.SkipsMissing, _run.Items.PassesThrough, _run.NewGroup);

        // A data reader may be slow: what is wrong with a row is said at once.
        WorstSearch? search = _run.Items.WorstCount is int count && roles.Keys.Length == 0 && _file is not DataReaderFile
            ? new WorstSearch(roles, count)
            : null;
        if (_run.Items.IsAsked && search is null)
        {
            _record = new BlockRecord(roles.Numbers);
            _copied = _run.Items.PassesThrough ? () => RecordShape.OfBlock(names, _record.Block, _record.Position) : null;
            sums.RunInOrder(_record, this, _run.Output.Stop);
        }
        else
        {
            sums.Search = search;
            MeasurePieces(sums);
        }

        return () => _run.Finish(sums.Groups, sums.Points, Place);

        // A predicted file is watched by itself: here its records are not those of the file.
        string? Place(int part) =>
            _file is JoinedFile joined && joined.HeldColumn(roles.Numbers[part]) >= 0 ? null : _errors.Place(roles.Numbers[part]);
    }

    /// <summary>Measures all records as objects, as script blocks need them.</summary>
    /// <returns>Writes what came of them.</returns>
    internal Action MeasureObjects(RecordPlan plan)
    {
        var records = new ObjectRecords(_run, plan);
        _file.Select(new ColumnSelection([], [.. Enumerable.Range(0, _file.Columns.Count)], _run.Reader));
        long number = 0;
        foreach (RecordBlock block in _file.ReadBlocks(_run.Output.Stop))
        {
            for (int i = 0; i < block.Count; i++)
            {
                number++;
                records.Line = block.Line(i);
                NumberFault fault = block.Fault(i);
                if (fault == NumberFault.None)
                {
                    records.Add(RecordShape.OfBlock(_file.Columns, block, i));
                }
                else
                {
                    BadCell bad = block.Bad(i, 0, fault, number);
                    records.LeaveOut(fault, () => _errors.ToError(bad));
                }
            }

            _update?.Invoke();
        }

        return records.Finish;
    }

    void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured) =>
        _run.Measured(group, model, measured, _copied);

    void IRecordSink.LeftOut(int part, NumberFault fault) => _errors.Report(_record.Bad(part, fault));

    private void MeasurePieces(FileSums sums)
    {
        foreach ((long before, PieceSums piece) in sums.Run(Environment.ProcessorCount, _run.Output.Stop))
        {
            _errors.Report(before, piece.Faults);
            foreach ((int model, MeasuredRecord found) in piece.Worst)
            {
                ((IRecordSink)this).Measured((ModelSums)piece.Sums!, model, found with { Number = before + found.Number });
            }

            sums.Search?.RaiseLimit(_run.Items.LeastKept);
            _update?.Invoke();
        }
    }
}
