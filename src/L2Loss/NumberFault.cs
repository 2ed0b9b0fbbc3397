namespace L2Loss;

/// <summary>Why a value is not a number that can be measured.</summary>
public enum NumberFault
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
}
