using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Writes an item for each record of a file, or a copy of it, and an error for each bad one.</summary>
internal sealed class FileItems : IRecordSink
{
    private readonly FileModels _models;
    private readonly ItemOutput _items;
    private readonly FileErrors _errors;
    private readonly IReadOnlyList<string> _columns;
    private readonly Action _progress;

    internal FileItems(
        FileModels models, ItemOutput items, FileErrors errors, IReadOnlyList<string> columns, Action progress)
    {
        _models = models;
        _items = items;
        _errors = errors;
        _columns = columns;
        _progress = progress;
    }

    void IRecordSink.Measured(RecordBlock block, int record, GroupSums group, int model, in MeasuredRecord measured)
    {
        ModelSums sums = _models.Of(group)[model];
        if (_items.Take(sums, measured))
        {
            _items.Write(sums, measured, _items.PassesThrough ? RecordShape.OfTexts(_columns, block, record) : null);
        }

        _progress();
    }

    void IRecordSink.LeftOut(RecordBlock block, int record, long number, int column, NumberFault fault)
    {
        _errors.Report(block.Bad(record, column, fault, number));
        _progress();
    }
}
