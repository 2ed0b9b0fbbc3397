namespace L2Loss;

/// <summary>The records left out, by reason.</summary>
internal struct LeftOutCounts
{
    /// <summary>A value or the whole record is missing; the faults of keys are among them.</summary>
    internal long Missing;

    /// <summary>A value is not numeric.</summary>
    internal long NotNumeric;

    /// <summary>A value is not finite.</summary>
    internal long NotFinite;

    /// <summary>The weight is negative or not finite.</summary>
    internal long InvalidWeight;

    /// <summary>The line of the record is broken or has more values than the header.</summary>
    internal long Malformed;

    /// <summary>Those of the missing that have no predicted value, since its file does not have their key.</summary>
    internal long UnmatchedActual;

    /// <summary>Those of the missing that have no actual value, since its file does not have their key.</summary>
    internal long UnmatchedPredicted;

    /// <summary>Those of the missing whose key has been there before.</summary>
    internal long DuplicateKeys;

    /// <summary>All of them.</summary>
    internal readonly long Total => Missing + NotNumeric + NotFinite + InvalidWeight + Malformed;

    /// <summary>False for counts that no data can have beside so many measured records; none of them is negative.</summary>
    internal readonly bool IsPossible(long measured) =>
        (decimal)measured + Missing + NotNumeric + NotFinite + InvalidWeight + Malformed <= long.MaxValue
        && (decimal)UnmatchedActual + UnmatchedPredicted + DuplicateKeys <= Missing;

    /// <summary>Counts records, one unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fault"/> names no fault.</exception>
    internal void Count(NumberFault fault, long records = 1)
    {
        switch (fault)
        {
            case NumberFault.Missing:
                break;
            case NumberFault.NotNumeric:
                NotNumeric += records;
                return;
            case NumberFault.NotFinite:
                NotFinite += records;
                return;
            case NumberFault.InvalidWeight:
                InvalidWeight += records;
                return;
            case NumberFault.Malformed:
                Malformed += records;
                return;
            case NumberFault.UnmatchedActual:
                UnmatchedActual += records;
                break;
            case NumberFault.UnmatchedPredicted:
                UnmatchedPredicted += records;
                break;
            case NumberFault.DuplicateKey:
                DuplicateKeys += records;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "A record is left out for a fault only.");
        }

        Missing += records;
    }

    /// <summary>Adds the counts of other records.</summary>
    internal void Add(in LeftOutCounts other)
    {
        Missing += other.Missing;
        NotNumeric += other.NotNumeric;
        NotFinite += other.NotFinite;
        InvalidWeight += other.InvalidWeight;
        Malformed += other.Malformed;
        UnmatchedActual += other.UnmatchedActual;
        UnmatchedPredicted += other.UnmatchedPredicted;
        DuplicateKeys += other.DuplicateKeys;
    }
}
