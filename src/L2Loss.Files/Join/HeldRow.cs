namespace L2Loss.Files;

/// <summary>A record of the predicted side of a join: its key, and which record of the other side took it.</summary>
internal struct HeldRow(long key, long taker)
{
    /// <summary>In the place of a taker: the record has no key.</summary>
    internal const long NoKey = -1;

    /// <summary>In the place of a taker: an earlier record has the same key.</summary>
    internal const long Repeated = -2;

    /// <summary>The key, or its number in a table; -1 for one that is not in there.</summary>
    internal readonly long Key = key;

    /// <summary>The place in order of the record of the other side that took it; 0 while none has.</summary>
    internal long Taker = taker;
}
