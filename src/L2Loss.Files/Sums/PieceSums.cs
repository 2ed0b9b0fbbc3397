namespace L2Loss.Files;

/// <summary>The sums of one piece of a file and what was bad in it; records are numbered within the piece.</summary>
internal sealed class PieceSums : IRecordSink
{
    private readonly FileSums _file;
    private readonly BlockRecord _record;
    private readonly Observation _observation;
    private readonly long _number;

    private PieceSums(FileSums file, long number)
    {
        _file = file;
        _number = number;
        _record = new BlockRecord(file.Roles.Numbers);
        Points = file.NewPoints();
        _observation = file.NewObservation(Points);
        Sums = file.Shared is null ? file.NewGroup() : null;
        Faults = new FaultList(file.SkipsMissing);
    }

    /// <summary>The sums of the piece; null with groups, which the whole file shares.</summary>
    internal GroupSums? Sums { get; }

    internal FaultList Faults { get; }

    /// <summary>The records that may be among the worst, where they are searched for.</summary>
    internal List<(int Model, MeasuredRecord Record)> Worst { get; } = [];

    /// <summary>What may be thousands in it; null where that is no question.</summary>
    internal PointWatch? Points { get; }

    internal long Records { get; private set; }

    /// <summary>Parses and sums a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="number">Its number, from 0 on.</param>
    /// <param name="block">A block for its records.</param>
    /// <param name="work">What groups need.</param>
    /// <param name="file">The file that it is of.</param>
    /// <param name="cancellation">Ends the work.</param>
    internal static PieceSums Of(
        RecordPiece piece, long number, RecordBlock block, GroupWork work, FileSums file, CancellationToken cancellation)
    {
        var sums = new PieceSums(file, number);
        while (piece.Read(block, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            sums.Add(block, work);
        }

        return sums;
    }

    void IRecordSink.Measured(ModelSums group, int model, in MeasuredRecord measured)
    {
        // It is in the sums, and nobody asks for more.
    }

    void IRecordSink.LeftOut(int part, NumberFault fault) => Faults.Add(_record, part, fault);

    private void Add(RecordBlock block, GroupWork work)
    {
        _record.Enter(block, Records);
        block.MarkMissing(_file.Reader);
        for (int part = 0; part < Points?.Parts; part++)
        {
            Points.Look(_record, part, block.Numbers[part]);
        }

        if (Sums is not null)
        {
            Sums.AddBlock(_record, _observation, this);
            _file.Search?.Search(block.Numbers, Records, Worst);
        }
        else
        {
            AddToGroups(block, work, _file.Shared!);
        }

        Records += block.Count;
    }

    private void AddToGroups(RecordBlock block, GroupWork work, SharedGroups groups)
    {
        groups.Add(block, work, PieceOrder.PlaceOf(_number, Records));
        foreach ((int record, int group) in work.Faults)
        {
            _record.Position = record;
            _observation.Read(_record);
            groups.AddFaults(work.Keys.Hash(record), group, _observation, this);
        }
    }
}
