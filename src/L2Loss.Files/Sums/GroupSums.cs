namespace L2Loss.Files;

/// <summary>The sums of one group of records: what a source adds its observations to.</summary>
internal abstract class GroupSums
{
    private protected GroupSums(in RecordKey key) => Key = key;

    /// <summary>The values of the key columns; none without grouping.</summary>
    internal RecordKey Key { get; }

    /// <summary>What the owner of the sums shows of the key: made once, when it is first needed.</summary>
    internal object? Label { get; set; }

    /// <summary>Adds one record, or leaves it out, and says which.</summary>
    internal abstract void Add(Observation observation, IRecordSink sink);

    /// <summary>Adds one record of a block; false where a number has a fault, for <see cref="AddFaults"/> to follow.</summary>
    /// <param name="index">The number of the record.</param>
    /// <param name="numbers">The numbers of the block.</param>
    /// <param name="record">Its position in them.</param>
    /// <param name="isWeighted">Whether the last of the numbers is a weight.</param>
    internal abstract bool TryAdd(long index, NumberColumn[] numbers, int record, bool isWeighted);

    /// <summary>Leaves a record out where it has a fault; where it has none it was added before.</summary>
    internal abstract void AddFaults(Observation observation, IRecordSink sink);

    /// <summary>Gives the records that the sums know by their number other numbers.</summary>
    internal abstract void Renumber(Func<long, long> number);

    /// <summary>Adds all records of a block, in which every record belongs to this group.</summary>
    internal abstract void AddBlock(BlockRecord record, Observation observation, IRecordSink sink);

    /// <summary>Counts a record that has no numbers at all.</summary>
    internal abstract void LeaveOut(NumberFault fault);

    /// <summary>Adds the sums of a later part of the source.</summary>
    /// <param name="later">Sums of the same kind.</param>
    /// <param name="recordsBefore">The number of records before that part.</param>
    internal abstract void Add(GroupSums later, long recordsBefore);
}
