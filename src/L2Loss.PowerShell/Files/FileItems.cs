using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Writes an item for each record of a file, or a copy of it, and an error for each bad one.</summary>
internal sealed class FileItems : IRecordSink
{
    private readonly RecordRun _run;
    private readonly BlockRecord _record;
    private readonly FileErrors _errors;
    private readonly IReadOnlyList<string> _names;

    internal FileItems(RecordRun run, BlockRecord record, FileErrors errors, IReadOnlyList<string> names)
    {
        _run = run;
        _record = record;
        _errors = errors;
        _names = names;
    }

    void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured)
    {
        if (_run.Takes(group, model, measured))
        {
            _run.Write(
                group, model, measured, _run.PassesThrough ? RecordShape.OfBlock(_names, _record.Block, _record.Position) : null);
        }
    }

    void IRecordSink.LeftOut(int part, NumberFault fault) => _errors.Report(_record.Bad(part, fault));
}
