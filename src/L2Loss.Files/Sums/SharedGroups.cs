using System.Collections;

namespace L2Loss.Files;

/// <summary>
/// The groups of a file, to which several threads add blocks of records at once. Sums do not depend on the order of their
/// records, so each group is there once, whatever the number of threads.
/// </summary>
/// <remarks>
/// The groups are spread over parts by the hash of their key; a thread holds one part at a time. Keys beyond ASCII that differ
/// in case only have groups of their own until all records are there.
/// </remarks>
internal sealed class SharedGroups : IReadOnlyList<GroupSums>
{
    // Threads rarely meet at one of several parts for each; with more of them each has few records of a block.
    private static readonly int PartBits = Environment.ProcessorCount switch
    {
        <= 2 => 4,
        <= 4 => 5,
        _ => 6,
    };

    private readonly GroupPart[] _parts = new GroupPart[Parts];
    private readonly Func<RecordKey, GroupSums> _create;
    private readonly ColumnRoles _roles;

    // Once all records are there: where the groups are, in order of first appearance, and those with the key of an earlier one.
    private IReadOnlyList<long> _groups = [];
    private readonly Dictionary<int, List<long>> _others = [];

    /// <summary>No groups yet.</summary>
    /// <param name="roles">What the columns are.</param>
    /// <param name="create">Makes the sums of a group.</param>
    internal SharedGroups(ColumnRoles roles, Func<RecordKey, GroupSums> create)
    {
        _roles = roles;
        _create = create;
        bool isSmall = roles.Weight is null && create(default) is ModelSums;
        for (int i = 0; i < _parts.Length; i++)
        {
            _parts[i] = new GroupPart(roles, isSmall, create);
        }
    }

    /// <summary>The number of parts.</summary>
    internal static int Parts => 1 << PartBits;

    /// <inheritdoc/>
    public int Count => _groups.Count;

    /// <summary>The sums of a group, made when they are asked for: there may be many groups. From any thread.</summary>
    public GroupSums this[int index]
    {
        get
        {
            (GroupPart part, int group) = At(_groups[index]);
            GroupSums sums = _create(part.Key(group));
            part.AddTo(sums, group);
            foreach (long place in _others.GetValueOrDefault(index) ?? [])
            {
                (GroupPart otherPart, int other) = At(place);
                otherPart.AddTo(sums, other);
            }

            return sums;
        }
    }

    /// <summary>The part that has the group of a key.</summary>
    internal static int PartOf(ulong hash) => (int)(hash >> (64 - PartBits));

    /// <summary>Adds the records of a block; those with a fault are left to the caller, in order.</summary>
    /// <param name="block">The block.</param>
    /// <param name="work">What the thread needs for it.</param>
    /// <param name="before">The number before that of the first record, in an order of all records.</param>
    internal void Add(RecordBlock block, GroupWork work, long before)
    {
        work.Enter(block, _roles.Keys);

        // Threads start at different parts, and first take those that no other one holds.
        int first = Environment.CurrentManagedThreadId * 7;
        ulong left = 0;
        for (int i = 0; i < Parts; i++)
        {
            int part = (first + i) % Parts;
            if (!TryAdd(part, block.Numbers, work, before, 0))
            {
                left |= 1UL << part;
            }
        }

        for (int part = 0; left != 0; part++, left >>= 1)
        {
            if ((left & 1) != 0)
            {
                TryAdd(part, block.Numbers, work, before, Timeout.Infinite);
            }
        }

        work.SortFaults();
    }

    /// <summary>Adds the fault of a record.</summary>
    internal void AddFaults(ulong hash, int group, Observation observation, IRecordSink sink)
    {
        GroupPart part = _parts[PartOf(hash)];
        lock (part)
        {
            part.AddFaults(group, observation, sink);
        }
    }

    /// <summary>Ends the adding, and puts the groups in order.</summary>
    /// <param name="number">The number of a record in its file, by its place in the order of all records.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    internal void Complete(Func<long, long> number, CancellationToken cancellation)
    {
        long[] all = [.. _parts.SelectMany((part, i) => Enumerable.Range(0, part.Count).Select(group => ((long)i << 32) | (uint)group))];
        Array.Sort(Array.ConvertAll(all, First), all);
        foreach (GroupPart part in _parts)
        {
            cancellation.ThrowIfCancellationRequested();
            part.Renumber(number);
        }

        _groups = all;
        if (!_parts.All(part => part.AreAscii))
        {
            MergeInAnyCase(all, cancellation);
        }

        long First(long place)
        {
            (GroupPart part, int group) = At(place);
            return part.First(group);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<GroupSums> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Puts groups together whose keys are the same in any case.</summary>
    private void MergeInAnyCase(long[] places, CancellationToken cancellation)
    {
        var groups = new List<long>();
        var known = new AnyCaseKeys();
        var keys = new KeyBuffer();
        foreach (long place in places)
        {
            cancellation.ThrowIfCancellationRequested();
            (GroupPart part, int group) = At(place);
            keys.Begin(_roles.Keys.Length);
            part.AppendKey(group, keys);
            keys.EndKey();
            keys.ReadHashes();
            int index = known.GetOrAdd(keys, 0);
            if (index == groups.Count)
            {
                groups.Add(place);
                continue;
            }

            if (!_others.TryGetValue(index, out List<long>? others))
            {
                _others.Add(index, others = []);
            }

            others.Add(place);
        }

        _groups = groups;
    }

    private (GroupPart Part, int Group) At(long place) => (_parts[place >> 32], (int)place);

    private bool TryAdd(int number, NumberColumn[] numbers, GroupWork work, long before, int timeout)
    {
        ReadOnlySpan<int> records = work.Records(number);
        GroupPart part = _parts[number];
        if (records.IsEmpty)
        {
            return true;
        }

        if (!Monitor.TryEnter(part, timeout))
        {
            return false;
        }

        try
        {
            part.Add(records, numbers, work, before);
            return true;
        }
        finally
        {
            Monitor.Exit(part);
        }
    }
}
