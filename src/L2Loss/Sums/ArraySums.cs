namespace L2Loss;

/// <summary>
/// The sums over one chunk of an array of pairs. Arrays are summed in fixed chunks of fixed blocks, combined in their order,
/// so that neither the number of threads nor the vector width changes a bit.
/// </summary>
internal sealed partial class ArraySums
{
    /// <summary>The unit of work of a thread, in pairs: some 30 microseconds.</summary>
    internal const int ChunkLength = 16 * LossBlock.Length;

    // With fewer chunks a second thread costs more than it brings.
    private const int MinimumParallelChunks = 3;

    private LossSums _sums;
    private WorstRecord _worst;
    private List<int>? _leftOut;

    /// <summary>Adds a column of pairs to running sums.</summary>
    /// <param name="actual">double or float.</param>
    /// <param name="predicted">The same number of the same type.</param>
    /// <param name="weights">The same number; empty where there are none.</param>
    /// <param name="sums">Gets the sums of all records that are not left out.</param>
    /// <param name="worst">Gets the worst record; its index counts from <paramref name="before"/>.</param>
    /// <param name="before">The number of records before the first pair.</param>
    /// <param name="leftOut">Gets the position of each record with a value that is not finite or a weight that is no weight.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="width">The vectors to use.</param>
    /// <param name="stop">Heeded between chunks.</param>
    internal static void Add<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        ref LossSums sums,
        ref WorstRecord worst,
        long before,
        List<int> leftOut,
        int threads,
        VectorWidth width = VectorWidth.Widest,
        CancellationToken stop = default)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, actual.Length);
        if (!weights.IsEmpty)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, actual.Length);
        }

        int chunks = (actual.Length + ChunkLength - 1) / ChunkLength;
        double pivot = PivotOf(actual, weights);
        ArraySums[]? parts = threads <= 1 || chunks < MinimumParallelChunks
            ? null
            : SumChunks(actual, predicted, weights, pivot, chunks, threads, width, stop);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            stop.ThrowIfCancellationRequested();
            ArraySums part = parts is null
                ? SumChunk(actual, predicted, weights, pivot, chunk, width)
                : parts[chunk];
            part.AddTo(ref sums, ref worst, before, chunk * ChunkLength, leftOut);
        }
    }

    private static unsafe ArraySums[] SumChunks<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        double pivot,
        int chunks,
        int threads,
        VectorWidth width,
        CancellationToken stop)
        where T : unmanaged
    {
        var parts = new ArraySums[chunks];
        int length = actual.Length;
        int weightLength = weights.Length;
        fixed (T* actualStart = actual, predictedStart = predicted)
        fixed (double* weightStart = weights)
        {
            // Lambdas cannot hold spans; the arrays stay pinned until all threads are done.
            T* actualPointer = actualStart;
            T* predictedPointer = predictedStart;
            double* weightPointer = weightStart;
            Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, chunk =>
                parts[chunk] = SumChunk(
                    new ReadOnlySpan<T>(actualPointer, length),
                    new ReadOnlySpan<T>(predictedPointer, length),
                    new ReadOnlySpan<double>(weightPointer, weightLength),
                    pivot,
                    chunk,
                    width));
        }

        return parts;
    }

    private static ArraySums SumChunk<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        double pivot,
        int chunk,
        VectorWidth width)
        where T : unmanaged
    {
        int start = chunk * ChunkLength;
        int length = Math.Min(ChunkLength, actual.Length - start);
        ArraySums part = new(pivot);
        part.Add(
            actual.Slice(start, length),
            predicted.Slice(start, length),
            weights.IsEmpty ? default : weights.Slice(start, length),
            width);
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
        for (int i = 0; i < actual.Length && (i < LossBlock.Length || heaviest == 0.0); i++)
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

    /// <summary>Adds the chunk, which starts at a given pair of its column, to running sums.</summary>
    private void AddTo(ref LossSums sums, ref WorstRecord worst, long before, int start, List<int> leftOut)
    {
        sums.Add(_sums);
        worst.Offer(_worst, before + start);
        foreach (int record in _leftOut ?? [])
        {
            leftOut.Add(start + record);
        }
    }

    /// <summary>Sums records one by one, exactly, but for those that cannot be measured.</summary>
    private void AddRecords<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, int start)
        where T : unmanaged
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double a = FloatingPoint.Widen(actual[i]);
            double p = FloatingPoint.Widen(predicted[i]);
            double w = weights.IsEmpty ? 1.0 : weights[i];
            if (!double.IsFinite(a) || !double.IsFinite(p) || !double.IsFinite(w) || w < 0.0)
            {
                (_leftOut ??= []).Add(start + i);
                continue;
            }

            Residual residual = Residual.OfDoubles(a, p);
            if (weights.IsEmpty)
            {
                _sums.Add(residual, Number.Binary(a), Number.Binary(p));
                _worst.Offer(residual, start + i + 1);
                continue;
            }

            _sums.Add(Number.Binary(a), Number.Binary(p), Number.Binary(w));
            if (w > 0.0)
            {
                _worst.Offer(residual, Number.Binary(w), start + i + 1);
            }
        }
    }
}
