using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>The records of a file as objects with text properties, as script blocks need them.</summary>
internal sealed class FileRows
{
    private readonly Measurement _measurement;
    private readonly RecordFile _file;
    private readonly FileProgress _progress;

    internal FileRows(Measurement measurement, RecordFile file, FileProgress progress)
    {
        _measurement = measurement;
        _file = file;
        _progress = progress;
    }

    /// <summary>Hands over each record, after its line has been noted for the messages.</summary>
    internal void ForEach(Action<PSObject> take, CancellationToken stop)
    {
        int[] texts = [.. Enumerable.Range(0, _file.Columns.Count)];
        _file.Select(new ColumnSelection([], texts, _measurement.Reader));
        foreach (RecordBlock block in _file.ReadBlocks(stop))
        {
            for (int i = 0; i < block.Count; i++)
            {
                _measurement.Line = block.Line(i);
                take(RecordShape.OfTexts(_file.Columns, block, i));
                _progress.Update();
            }
        }
    }
}
