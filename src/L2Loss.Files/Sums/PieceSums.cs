namespace L2Loss.Files;

/// <summary>The sums of one piece of a file and what was bad in it; records are numbered within the piece.</summary>
internal sealed class PieceSums : IRecordSink
{
    private readonly FileSums _file;
    private readonly BlockRecord _record;
    private readonly Observation _observation;

    private PieceSums(FileSums file)
    {
        _file = file;
        _record = new BlockRecord(file.Roles);
        Points = file.NewPoints();
        _observation = file.NewObservation(Points);
        Sums = file.NewGroups();
        Faults = new FaultList(file.SkipsMissing);
    }

    internal GroupTable Sums { get; }

    internal FaultList Faults { get; }

    /// <summary>What may be thousands in it; null where that is no question.</summary>
    internal PointWatch? Points { get; }

    internal long Records { get; private set; }

    /// <summary>Parses and sums a piece, and gives its memory back.</summary>
    internal static PieceSums Of(RecordPiece piece, RecordBlock block, FileSums file, CancellationToken cancellation)
    {
        using (piece)
        {
            var sums = new PieceSums(file);
            while (piece.Read(block))
            {
                cancellation.ThrowIfCancellationRequested();
                sums.Add(block);
            }

            return sums;
        }
    }

    void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured)
    {
        // It is in the sums, and nobody asks for more.
    }

    void IRecordSink.LeftOut(int part, NumberFault fault) => Faults.Add(_record, part, fault);

    private void Add(RecordBlock block)
    {
        _record.Enter(block, Records);
        _file.MarkMissing(block);
        if (_file.Roles.Keys.Length == 0)
        {
            for (int part = 0; part < Points?.Parts; part++)
            {
                Points.Look(_record, part, block.Numbers[part]);
            }

            Sums.GetOrAdd(default).AddBlock(_record, _observation, this);
        }
        else
        {
            for (; _record.Position < block.Count; _record.Position++)
            {
                _observation.Read(_record);
                Sums.GetOrAdd(RecordKey.Of(block, _record.Position, _file.Roles.Keys)).Add(_observation, this);
            }
        }

        Records += block.Count;
    }
}
