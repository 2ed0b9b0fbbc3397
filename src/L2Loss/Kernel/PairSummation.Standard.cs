namespace L2Loss;

/// <content>No vectors to choose from.</content>
internal static partial class PairSummation
{
    /// <summary>Whether the runtime has the vectors.</summary>
    internal static bool IsSupported(VectorWidth width) => width is VectorWidth.Widest or VectorWidth.Scalar;

    private static void AddAny<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        BinarySums sums,
        ref WorstRecord worst,
        long before,
        List<int> badBlocks,
        int threads,
        VectorWidth width)
        where T : unmanaged =>
        AddChunks<OpsScalar, double, T>(actual, predicted, weights, sums, ref worst, before, badBlocks, threads);
}
