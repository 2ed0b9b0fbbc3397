using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Writes an item for each record of a file, or a copy of it, and an error for each bad one.</summary>
internal sealed class FileItems : IRecordSink
{
    private readonly Measurement _measurement;
    private readonly FileErrors _errors;
    private readonly IReadOnlyList<string> _columns;
    private readonly string[] _models;
    private readonly bool _passesThrough;
    private readonly Action _progress;

    internal FileItems(
        Measurement measurement,
        FileErrors errors,
        IReadOnlyList<string> columns,
        string[] models,
        bool passesThrough,
        Action progress)
    {
        _measurement = measurement;
        _errors = errors;
        _columns = columns;
        _models = models;
        _passesThrough = passesThrough;
        _progress = progress;
    }

    void IRecordSink.Measured(RecordBlock block, int record, GroupSums group, int model, in MeasuredRecord measured)
    {
        Residual residual = measured.Residual;
        if (_passesThrough)
        {
            string? name = _models.Length == 1 ? null : _models[model];
            _measurement.Write(RecordShape.CopyWith(RecordShape.OfTexts(_columns, block, record), residual.Difference, residual.Loss, name));
        }
        else
        {
            string? key = _measurement.ShowsGroup ? GroupKey.Shown(group.Key) : null;
            _measurement.WriteItem(
                _models[model], key, measured.Number, measured.Actual, measured.Predicted, measured.Weight, residual);
        }

        _progress();
    }

    void IRecordSink.LeftOut(RecordBlock block, int record, long number, int column, NumberFault fault) =>
        _errors.Report(block.Bad(record, column, fault, number));
}
