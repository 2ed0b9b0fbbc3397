namespace L2Loss;

/// <summary>The rules by which a record with several faults is left out for one of them.</summary>
internal static class NumberFaultOrder
{
    /// <summary>
    /// The fault that gives the reason: a malformed record or a fault of the key comes first, missing before not
    /// numeric, that before not finite, that before an invalid weight.
    /// </summary>
    internal static NumberFault First(NumberFault first, NumberFault second) =>
        IsFirst(first, second) ? first : second;

    /// <summary>True where the first gives the reason; of two alike it is the first.</summary>
    internal static bool IsFirst(NumberFault first, NumberFault second) =>
        first != NumberFault.None && (second == NumberFault.None || IsOfRecord(first) || (first <= second && !IsOfRecord(second)));

    /// <summary>True where the record itself is at fault, whatever its values are: unmatched, there twice or malformed.</summary>
    internal static bool IsOfRecord(NumberFault fault) => fault > NumberFault.InvalidWeight;

    /// <summary>True where a record is unmatched or its key was there before.</summary>
    internal static bool IsOfKey(NumberFault fault) => IsOfRecord(fault) && fault != NumberFault.Malformed;

    /// <summary>True where a value or its record is not there: what -SkipMissing does not report.</summary>
    internal static bool IsMissing(NumberFault fault) =>
        fault is NumberFault.Missing or NumberFault.UnmatchedActual or NumberFault.UnmatchedPredicted;

    /// <summary>The fault of a weight: besides those of any number it may be negative or infinite.</summary>
    internal static NumberFault OfWeight(NumberFault fault, in Number weight) =>
        fault == NumberFault.NotFinite || (fault == NumberFault.None && weight.Value < 0.0)
            ? NumberFault.InvalidWeight
            : fault;
}
