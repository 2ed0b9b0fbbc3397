namespace L2Loss;

/// <summary>Why a value is not a number that can be measured, or a record has no pair of values.</summary>
internal enum NumberFault
{
    /// <summary>It is a number.</summary>
    None,

    /// <summary>Nothing is there: null, blank, a word for "missing", a floating-point NaN.</summary>
    Missing,

    /// <summary>Something is there, but it is not a number.</summary>
    NotNumeric,

    /// <summary>A number that is infinite or larger than a double can hold.</summary>
    NotFinite,

    /// <summary>A weight that is negative or not finite.</summary>
    InvalidWeight,

    /// <summary>A record with an actual value, of a key that the predicted values do not have. It counts as missing.</summary>
    UnmatchedActual,

    /// <summary>A record with a predicted value, of a key that the actual values do not have. It counts as missing.</summary>
    UnmatchedPredicted,

    /// <summary>A record of a key that an earlier one had. It counts as missing.</summary>
    DuplicateKey,

    /// <summary>A line that is broken, or has more values than the header has columns. It comes before all others.</summary>
    Malformed,
}
