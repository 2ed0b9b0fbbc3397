namespace L2Loss.Files;

/// <summary>The first bad cells of a part of a file, and the number of the others by their fault.</summary>
internal sealed class FaultList
{
    /// <summary>So many of one source are reported; the others are only counted.</summary>
    internal const int MaximumCells = 100;

    private readonly bool _skipMissing;
    private readonly List<BadCell> _cells = [];
    private readonly long[] _others = new long[(int)NumberFault.Malformed + 1];

    /// <summary>An empty list.</summary>
    /// <param name="skipMissing">Whether missing values are neither listed nor counted.</param>
    internal FaultList(bool skipMissing) => _skipMissing = skipMissing;

    /// <summary>The first bad cells in order.</summary>
    internal IReadOnlyList<BadCell> Cells => _cells;

    /// <summary>How many more there were, by fault.</summary>
    internal IReadOnlyList<long> Others => _others;

    internal void Add(BlockRecord record, int part, NumberFault fault)
    {
        if (NumberFaultOrder.IsMissing(fault) && _skipMissing)
        {
            return;
        }

        if (_cells.Count < MaximumCells)
        {
            _cells.Add(record.Bad(part, fault));
        }
        else
        {
            _others[(int)fault]++;
        }
    }
}
