namespace L2Loss;

/// <summary>
/// Sums whole columns of pairs: fixed chunks of fixed blocks, combined in their order, so that neither the number of
/// threads nor the vector width changes a bit.
/// </summary>
internal static partial class PairSummation
{
    /// <summary>The unit of work of a thread, in pairs: some 30 microseconds.</summary>
    internal const int ChunkLength = 16 * LossBlockKernel.BlockLength;

    /// <summary>With fewer chunks a second thread costs more than it brings.</summary>
    private const int MinimumParallelChunks = 3;

    /// <summary>Adds a column of pairs to running sums.</summary>
    /// <param name="actual">double or float.</param>
    /// <param name="predicted">The same number of the same type.</param>
    /// <param name="sums">Gets the sums of all blocks that are finite.</param>
    /// <param name="worst">Gets the worst record; its index counts from <paramref name="before"/>.</param>
    /// <param name="before">The number of records before the first pair.</param>
    /// <param name="badBlocks">Gets the start of each block with a NaN or an infinity, of which nothing was summed.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="width">The vectors to use.</param>
    internal static void Add<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        BinarySums sums,
        ref WorstRecord worst,
        long before,
        List<int> badBlocks,
        int threads,
        VectorWidth width = VectorWidth.Widest)
        where T : unmanaged =>
        AddAny(actual, predicted, default, sums, ref worst, before, badBlocks, threads, width);

    /// <summary>Adds a column of pairs with weights to running sums.</summary>
    /// <param name="actual">double or float.</param>
    /// <param name="predicted">The same number of the same type.</param>
    /// <param name="weights">The same number.</param>
    /// <param name="sums">Gets the sums of all blocks but the bad ones.</param>
    /// <param name="worst">Gets the worst record; its index counts from <paramref name="before"/>.</param>
    /// <param name="before">The number of records before the first pair.</param>
    /// <param name="badBlocks">
    /// Gets the start of each block of which nothing was summed: some value is not finite, a weight is negative, or the
    /// values are too far from 1 for the kernel.
    /// </param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="width">The vectors to use.</param>
    internal static void AddWeighted<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        BinarySums sums,
        ref WorstRecord worst,
        long before,
        List<int> badBlocks,
        int threads,
        VectorWidth width = VectorWidth.Widest)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, actual.Length);
        AddAny(actual, predicted, weights, sums, ref worst, before, badBlocks, threads, width);
    }

    /// <summary>The weights are empty where there are none.</summary>
    private static void AddChunks<TOps, TVector, T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        BinarySums sums,
        ref WorstRecord worst,
        long before,
        List<int> badBlocks,
        int threads)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, actual.Length);
        int length = actual.Length;
        int chunks = (length + ChunkLength - 1) / ChunkLength;

        double pivot = PivotOf(actual, weights);
        ChunkSums[]? parts = threads <= 1 || chunks < MinimumParallelChunks
            ? null
            : SumChunks<TOps, TVector, T>(actual, predicted, weights, pivot, chunks, threads);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            ChunkSums part = parts is null
                ? SumChunk<TOps, TVector, T>(actual, predicted, weights, pivot, chunk)
                : parts[chunk];
            part.AddTo(sums, ref worst, before, chunk * ChunkLength, badBlocks);
        }
    }

    private static unsafe ChunkSums[] SumChunks<TOps, TVector, T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        double pivot,
        int chunks,
        int threads)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        var parts = new ChunkSums[chunks];
        int length = actual.Length;
        int weightLength = weights.Length;
        fixed (T* actualStart = actual, predictedStart = predicted)
        fixed (double* weightStart = weights)
        {
            // Lambdas cannot hold spans; the arrays stay pinned until all threads are done.
            T* actualPointer = actualStart;
            T* predictedPointer = predictedStart;
            double* weightPointer = weightStart;
            Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
                parts[chunk] = SumChunk<TOps, TVector, T>(
                    new ReadOnlySpan<T>(actualPointer, length),
                    new ReadOnlySpan<T>(predictedPointer, length),
                    new ReadOnlySpan<double>(weightPointer, weightLength),
                    pivot,
                    chunk));
        }

        return parts;
    }

    private static ChunkSums SumChunk<TOps, TVector, T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, double pivot, int chunk)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        Range range = (chunk * ChunkLength)..Math.Min(actual.Length, (chunk + 1) * ChunkLength);
        ChunkSums part = new(pivot);
        if (weights.IsEmpty)
        {
            part.Add<TOps, TVector, T>(actual[range], predicted[range]);
        }
        else
        {
            part.AddWeighted<TOps, TVector, T>(actual[range], predicted[range], weights[range]);
        }

        return part;
    }

    /// <summary>
    /// The first actual that is finite, with weights the heaviest of the first block: about any other number the sums of
    /// data with an offset lose their bits.
    /// </summary>
    private static double PivotOf<T>(ReadOnlySpan<T> actual, ReadOnlySpan<double> weights)
        where T : unmanaged
    {
        double pivot = 0.0;
        double heaviest = 0.0;
        for (int i = 0; i < actual.Length && (i < LossBlockKernel.BlockLength || heaviest == 0.0); i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            if (weight > heaviest && double.IsFinite(weight) && double.IsFinite(FloatingPoint.Widen(actual[i])))
            {
                heaviest = weight;
                pivot = FloatingPoint.Widen(actual[i]);
                if (weights.IsEmpty)
                {
                    break;
                }
            }
        }

        return pivot;
    }
}
