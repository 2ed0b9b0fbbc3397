namespace L2Loss.Files;

/// <summary>The sums of one piece of a file and what was bad in it; records are numbered within the piece.</summary>
internal sealed class PieceSums : IRecordSink
{
    private readonly ColumnRoles _roles;
    private readonly RecordSums _records;
    private readonly List<int> _leftOut = [];
    private readonly SortedSet<int> _bad = [];

    private PieceSums(ColumnRoles roles, bool skipMissing)
    {
        _roles = roles;
        _records = new RecordSums(roles, this);
        Sums = new GroupedSums(roles.Predicted.Length);
        Faults = new FaultList(skipMissing);
    }

    internal GroupedSums Sums { get; }

    internal FaultList Faults { get; }

    internal long Records { get; private set; }

    /// <summary>Parses and sums a piece, and gives its memory back.</summary>
    internal static PieceSums Of(
        RecordPiece piece, RecordBlock block, ColumnRoles roles, bool skipMissing, CancellationToken cancellation)
    {
        using (piece)
        {
            var sums = new PieceSums(roles, skipMissing);
            while (piece.Read(block))
            {
                cancellation.ThrowIfCancellationRequested();
                sums.Add(block);
            }

            return sums;
        }
    }

    void IRecordSink.Measured(
        RecordBlock block, int record, GroupSums group, int model, in MeasuredRecord measured)
    {
        // It is in the sums, and nobody asks for more.
    }

    void IRecordSink.LeftOut(RecordBlock block, int record, long number, int column, NumberFault fault) =>
        Faults.Add(block, record, column, fault, number);

    private void Add(RecordBlock block)
    {
        if (_roles.Keys.Length == 0)
        {
            AddColumns(block, Sums.Of(string.Empty));
        }
        else
        {
            for (int i = 0; i < block.Count; i++)
            {
                _records.Add(block, i, Records + i + 1, Sums.Of(GroupKey.Of(block, i, _roles.Keys)));
            }
        }

        Records += block.Count;
    }

    private void AddColumns(RecordBlock block, GroupSums all)
    {
        NumberColumn actuals = ColumnRoles.Actuals(block);
        _bad.Clear();
        for (int i = 0; i < all.Models.Length; i++)
        {
            _leftOut.Clear();
            all.Models[i].AddColumns(
                actuals, ColumnRoles.Predictions(block, i), _roles.Weights(block), Records, _leftOut);
            _bad.UnionWith(_leftOut);
        }

        foreach (int record in _bad)
        {
            _records.AddFaults(block, record, Records + record + 1, all);
        }
    }
}
