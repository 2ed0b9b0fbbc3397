namespace L2Loss;

/// <summary>The sums over one chunk of pairs, block by block.</summary>
internal sealed class ChunkSums
{
    // Where the kernel can sum: fourth powers of residuals near 2^247 are finite, and so are squares of actuals near 2^498.
    private const int ScaledResidualExponent = 247;
    private const int ScaledActualExponent = 498;

    // A weighted loss is rounded three times, sqrt(weight) * difference twice.
    private const double LossTolerance = 1e-14;

    private readonly BinarySums _sums = new();
    private List<int>? _badBlocks;
    private KernelState _state;
    private WorstRecord _worst;

    internal ChunkSums(double pivot) => _state.Pivot = pivot;

    internal void Add<TOps, TVector, T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        for (int start = 0; start < actual.Length; start += LossBlockKernel.BlockLength)
        {
            int length = Math.Min(LossBlockKernel.BlockLength, actual.Length - start);
            ReadOnlySpan<T> a = actual.Slice(start, length);
            ReadOnlySpan<T> p = predicted.Slice(start, length);
            BlockStatus status = LossBlockKernel<TOps, TVector, T>.Run(ref _state, a, p, out BlockSums block);
            switch (status)
            {
                case BlockStatus.Done:
                    _sums.Add(block, length, 0, 0);
                    // A first block without any difference has a worst record too.
                    if (block.MaxIndex >= 0 || _worst.Index == 0)
                    {
                        int at = Math.Max(0, block.MaxIndex);
                        Offer(FloatingPoint.Widen(a[at]), FloatingPoint.Widen(p[at]), start + at);
                    }

                    break;
                case BlockStatus.OutOfRange:
                    AddScaled<TOps, TVector, T>(a, p, start);
                    break;
                default:
                    (_badBlocks ??= []).Add(start);
                    break;
            }
        }
    }

    internal void AddWeighted<TOps, TVector, T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        for (int start = 0; start < actual.Length; start += LossBlockKernel.BlockLength)
        {
            int length = Math.Min(LossBlockKernel.BlockLength, actual.Length - start);
            ReadOnlySpan<T> a = actual.Slice(start, length);
            ReadOnlySpan<T> p = predicted.Slice(start, length);
            ReadOnlySpan<double> w = weights.Slice(start, length);
            if (!WeightedBlockKernel<TOps, TVector, T>.TryRun(a, p, w, _state.Pivot, out WeightedBlockSums block))
            {
                (_badBlocks ??= []).Add(start);
                continue;
            }

            _sums.Add(block, length);

            // The largest loss and the key are rounded: look again if there may be a new maximum.
            bool isFirst = _worst.Index == 0 && block.Weight.Hi != 0.0;
            if (isFirst || block.MaxLoss * (1.0 + LossTolerance) > _worst.Key * _worst.Key)
            {
                OfferWeighted(a, p, w, start, block.MaxLoss * (1.0 - LossTolerance));
            }

            _worst.MaxError = Math.Max(_worst.MaxError, block.MaxError);
        }
    }

    /// <summary>Adds the chunk, which starts at a given pair of its column, to running sums.</summary>
    internal void AddTo(BinarySums sums, ref WorstRecord worst, long before, int start, List<int> badBlocks)
    {
        sums.Add(_sums);
        worst.Offer(_worst, before + start);
        foreach (int block in _badBlocks ?? [])
        {
            badBlocks.Add(start + block);
        }
    }

    private void Offer(double actual, double predicted, int index) =>
        _worst.Offer(Residual.OfDoubles(actual, predicted), index + 1);

    /// <summary>Compares the records near the largest loss as if they came one by one.</summary>
    private void OfferWeighted<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, int start, double bound)
        where T : unmanaged
    {
        for (int i = 0; i < actual.Length && i < predicted.Length && i < weights.Length; i++)
        {
            double a = FloatingPoint.Widen(actual[i]);
            double p = FloatingPoint.Widen(predicted[i]);
            double w = weights[i];
            double r = a - p;
            if (w * (r * r) >= bound && w > 0.0 && (_worst.Index == 0 || Math.Sqrt(w) * Math.Abs(r) >= _worst.Key * (1.0 - 1e-14)))
            {
                _worst.Offer(Residual.OfDoubles(a, p), Number.Binary(w), start + i + 1);
            }
        }
    }

    /// <summary>
    /// Sums a block far from 1 on copies times a power of two, one for the residuals and one for the actuals, so that
    /// neither drives the other out of range; the sums carry their exponents.
    /// </summary>
    private void AddScaled<TOps, TVector, T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, int start)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        double maxResidual = 0.0;
        double maxActual = 0.0;
        double[] a = new double[actual.Length];
        double[] p = new double[actual.Length];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = FloatingPoint.Widen(actual[i]);
            p[i] = FloatingPoint.Widen(predicted[i]);
            maxResidual = Math.Max(maxResidual, Math.Abs(a[i] - p[i]));
            maxActual = Math.Max(maxActual, Math.Abs(a[i]));
            Offer(a[i], p[i], start + i);
        }

        int residualExponent = ExponentTo(ScaledResidualExponent, maxResidual);
        int actualExponent = ExponentTo(ScaledActualExponent, maxActual);
        double[] scaled = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            scaled[i] = Math.ScaleB(a[i], actualExponent);

            // Where the residual is 0 the values may be too large for its exponent.
            bool isEqual = a[i] == p[i];
            a[i] = isEqual ? 0.0 : Math.ScaleB(a[i], residualExponent);
            p[i] = isEqual ? 0.0 : Math.ScaleB(p[i], residualExponent);
        }

        KernelState state = new() { TolerateUnderflow = true };
        LossBlockKernel<TOps, TVector, double>.Run(ref state, a, p, out BlockSums block);
        state = new KernelState { Pivot = scaled[0], TolerateUnderflow = true };
        LossBlockKernel<TOps, TVector, double>.Run(ref state, scaled, scaled, out BlockSums actuals);
        block.Pivot = actuals.Pivot;
        block.Actual = actuals.Actual;
        block.ActualSquare = actuals.ActualSquare;
        _sums.Add(block, a.Length, -residualExponent, -actualExponent);
    }

    /// <summary>The exponent that brings a magnitude to a power of two; a difference that overflowed is below 2^1025.</summary>
    private static int ExponentTo(int wanted, double magnitude) =>
        magnitude == 0.0 ? 0 : wanted - Math.Min(1024, Math.ILogB(magnitude));
}
