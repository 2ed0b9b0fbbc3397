namespace L2Loss;

/// <summary>Which vectors sum. All give the same bits.</summary>
internal enum VectorWidth
{
    /// <summary>The widest at hand.</summary>
    Widest,

    /// <summary>None: one double at a time.</summary>
    Scalar,

    /// <summary>Two doubles.</summary>
    Vector128,

    /// <summary>Four doubles.</summary>
    Vector256,

    /// <summary>Eight doubles.</summary>
    Vector512,
}
