namespace L2Loss;

/// <summary>Sums of a run of decimals by vectors, which are not to be had here.</summary>
internal static class DecimalRunVectors
{
    /// <summary>Residuals and actuals must be below this.</summary>
    internal const long Limit = 0;

    /// <summary>False: the callers go on without.</summary>
    internal static bool IsSupported => false;

    /// <summary>Adds none of the records.</summary>
    internal static int Add(ref DecimalRunSums sums, ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals) => 0;
}
