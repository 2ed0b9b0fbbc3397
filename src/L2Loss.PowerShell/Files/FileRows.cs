using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Measures the records of a file as objects with text properties, as script blocks need them.</summary>
internal sealed class FileRows
{
    private readonly Measurement _measurement;
    private readonly RecordMeasurer _records;

    internal FileRows(Measurement measurement, RecordPlan plan, bool passesThrough)
    {
        _measurement = measurement;
        _records = new RecordMeasurer(measurement, plan, passesThrough);
    }

    internal IReadOnlyList<L2LossSummary> Measure(
        RecordFile file, string path, FileProgress progress, CancellationToken stop)
    {
        int[] texts = [.. Enumerable.Range(0, file.Columns.Count)];
        file.Select(new ColumnSelection([], texts, _measurement.Reader));
        RecordBlock block = file.CreateBlock();
        while (file.ReadPiece(stop) is RecordPiece piece)
        {
            using (piece)
            {
                while (piece.Read(block))
                {
                    for (int i = 0; i < block.Count; i++)
                    {
                        _measurement.Line = block.Line(i);
                        _records.Measure(RecordShape.OfTexts(file.Columns, block, i));
                        progress.Update();
                    }
                }
            }
        }

        _records.Finish();
        return _measurement.Finish();
    }
}
