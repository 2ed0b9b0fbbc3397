using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>The records of a file as objects with text properties, as script blocks need them.</summary>
internal sealed class FileRows
{
    private readonly Measurement _measurement;
    private readonly RecordFile _file;
    private readonly FileErrors _errors;
    private readonly FileProgress _progress;

    internal FileRows(Measurement measurement, RecordFile file, FileErrors errors, FileProgress progress)
    {
        _measurement = measurement;
        _file = file;
        _errors = errors;
        _progress = progress;
    }

    /// <summary>Hands over each record, after its line has been noted for the messages.</summary>
    /// <param name="take">Takes a record.</param>
    /// <param name="leaveOut">Takes the fault of one that has no values, and makes the error for it.</param>
    /// <param name="stop">Ends the run.</param>
    internal void ForEach(Action<PSObject> take, Action<NumberFault, Func<ErrorRecord>> leaveOut, CancellationToken stop)
    {
        long before = 0;
        int[] texts = [.. Enumerable.Range(0, _file.Columns.Count)];
        _file.Select(new ColumnSelection([], texts, _measurement.Reader));
        foreach (RecordBlock block in _file.ReadBlocks(stop))
        {
            for (int i = 0; i < block.Count; i++)
            {
                NumberFault fault = block.Fault(i);
                if (fault == NumberFault.None)
                {
                    _measurement.Line = block.Line(i);
                    take(RecordShape.OfTexts(_file.Columns, block, i));
                }
                else
                {
                    BadCell bad = block.Bad(i, 0, fault, before + i + 1);
                    leaveOut(fault, () => _errors.ToError(bad));
                }

                _progress.Update();
            }

            before += block.Count;
        }
    }
}
