using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>What a thread needs to add blocks to groups: the keys of a block, and its records by the part that has their group.</summary>
internal sealed class GroupWork
{
    private readonly int[] _records = new int[NumberColumn.Capacity];
    private readonly int[] _starts = new int[SharedGroups.Parts + 1];

    /// <summary>The keys of the block.</summary>
    internal KeyBuffer Keys { get; } = new();

    /// <summary>The groups of the records of a part by their number, in the order of <see cref="Records"/>.</summary>
    internal int[] Found { get; } = new int[NumberColumn.Capacity];

    /// <summary>The positions of records of a part that do not fit into small sums.</summary>
    internal int[] Others { get; } = new int[NumberColumn.Capacity];

    /// <summary>The records of the block with a fault, which are not in the sums yet.</summary>
    internal List<(int Record, int Group)> Faults { get; } = [];

    /// <summary>The records of a part, in order.</summary>
    internal ReadOnlySpan<int> Records(int part) => _records.AsSpan(_starts[part], _starts[part + 1] - _starts[part]);

    /// <summary>Puts the records with a fault in order, each once: it may have one with every model.</summary>
    internal void SortFaults()
    {
        Faults.Sort();
        int kept = 0;
        for (int i = 0; i < Faults.Count; i++)
        {
            if (i == 0 || Faults[i] != Faults[i - 1])
            {
                Faults[kept++] = Faults[i];
            }
        }

        Faults.RemoveRange(kept, Faults.Count - kept);
    }

    /// <summary>Reads the keys of a block.</summary>
    [MethodImpl(HotLoop.Options)]
    internal void Enter(RecordBlock block, int[] columns)
    {
        Faults.Clear();
        Keys.Fill(block, columns);
        Keys.ReadHashes();
        Span<int> next = stackalloc int[SharedGroups.Parts];
        next.Clear();
        for (int record = 0; record < Keys.Count; record++)
        {
            next[SharedGroups.PartOf(Keys.Hash(record))]++;
        }

        int start = 0;
        for (int part = 0; part < next.Length; part++)
        {
            _starts[part] = start;
            start += next[part];
            next[part] = _starts[part];
        }

        _starts[^1] = start;
        for (int record = 0; record < Keys.Count; record++)
        {
            _records[next[SharedGroups.PartOf(Keys.Hash(record))]++] = record;
        }
    }
}
