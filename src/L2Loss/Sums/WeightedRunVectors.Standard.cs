namespace L2Loss;

/// <summary>Sums of a run of decimals with weights by vectors, which are not to be had here.</summary>
internal static class WeightedRunVectors
{
    /// <summary>False: the callers go on without.</summary>
    internal static bool Suit(ulong residual, ulong actual, ulong weight) => false;

    /// <summary>Adds none of the records.</summary>
    internal static int Add(
        ref WeightedRunSums sums, ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals, ReadOnlySpan<long> weights) => 0;
}
