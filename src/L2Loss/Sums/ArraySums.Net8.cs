using System.Runtime.Intrinsics;

namespace L2Loss;

/// <content>Blocks go to the kernel; those that it cannot sum to the last bit that counts are summed record by record.</content>
internal sealed partial class ArraySums
{
    // A weighted loss is rounded three times, sqrt(weight) * difference twice.
    private const double LossTolerance = 1e-14;

    // The kernel keeps 95 bits of what it adds. Sums that cancel down to less than these shares, and blocks whose
    // largest and smallest terms are farther apart, are left to exact sums.
    private const double LeastSpread = 9.094947017729282e-13; // 2^-40
    private const double LeastShare = 9.313225746154785e-10; // 2^-30
    private const double LeastTerm = 5.684341886080802e-14; // 2^-44

    // A square that is lost is below 2^-90 of the sum of squares, so its residual, of which the sum of magnitudes keeps every
    // bit, is below 2^-39 of that sum. Without lost squares so many bits there mean 67 of the squares.
    private const int CoarseWidth = 64;
    private const int FineWidth = 39;

    private KernelState _state;

    private ArraySums(double pivot) => _state.Pivot = pivot;

    /// <summary>Whether this processor has the vectors.</summary>
    internal static bool IsSupported(VectorWidth width) => width switch
    {
        VectorWidth.Vector512 => Ops512.IsSupported,
        VectorWidth.Vector256 => Ops256.IsSupported,
        VectorWidth.Vector128 => Ops128.IsSupported,
        _ => true,
    };

    /// <summary>Sums pairs; the weights are empty where there are none.</summary>
    private void Add<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, VectorWidth width)
        where T : unmanaged
    {
        switch (width == VectorWidth.Widest ? Widest() : width)
        {
            case VectorWidth.Vector512:
                AddBlocks<Ops512, Vector512<double>, T>(actual, predicted, weights);
                break;
            case VectorWidth.Vector256:
                AddBlocks<Ops256, Vector256<double>, T>(actual, predicted, weights);
                break;
            case VectorWidth.Vector128:
                AddBlocks<Ops128, Vector128<double>, T>(actual, predicted, weights);
                break;
            default:
                AddBlocks<OpsScalar, double, T>(actual, predicted, weights);
                break;
        }
    }

    private static VectorWidth Widest()
    {
        VectorWidth width = VectorWidth.Vector512;
        while (!IsSupported(width))
        {
            width--;
        }

        return width;
    }

    private void AddBlocks<TOps, TVector, T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        for (int start = 0; start < actual.Length; start += LossBlock.Length)
        {
            int length = Math.Min(LossBlock.Length, actual.Length - start);
            ReadOnlySpan<T> a = actual.Slice(start, length);
            ReadOnlySpan<T> p = predicted.Slice(start, length);
            ReadOnlySpan<double> w = weights.IsEmpty ? default : weights.Slice(start, length);
            bool isSummed = weights.IsEmpty
                ? TryAdd<TOps, TVector, T>(a, p, start)
                : TryAddWeighted<TOps, TVector, T>(a, p, w, start);
            if (!isSummed)
            {
                AddRecords(a, p, w, start);
            }
        }
    }

    private bool TryAdd<TOps, TVector, T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, int start)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        if (!LossBlockKernel<TOps, TVector, T>.TryRun(ref _state, actual, predicted, out BlockSums block)
            || block.LosesTerms
            || LosesSquares(block.Square, block.Absolute)
            || !KeepsSpread(block, actual.Length))
        {
            return false;
        }

        if (block.IsWide)
        {
            _sums.OfDoubles(isWeighted: false).Add(block, actual, predicted);
        }
        else
        {
            _sums.OfDoubles(isWeighted: false).Add(block, actual.Length);
        }

        // A first block without any difference has a worst record too.
        if (block.MaxIndex >= 0 || _worst.Index == 0)
        {
            int at = Math.Max(0, block.MaxIndex);
            var residual = Residual.OfDoubles(FloatingPoint.Widen(actual[at]), FloatingPoint.Widen(predicted[at]));
            _worst.Offer(residual, start + at + 1);
        }

        return true;
    }

    private bool TryAddWeighted<TOps, TVector, T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, int start)
        where TOps : struct, ILaneOps<TVector>
        where TVector : struct
        where T : unmanaged
    {
        if (!WeightedBlockKernel<TOps, TVector, T>.TryRun(
                actual, predicted, weights, _state.Pivot, out WeightedBlockSums block)
            || LosesSquares(block.Square, block.Absolute)
            || !KeepsSums(block))
        {
            return false;
        }

        double leastTerm = LeastTerm * Math.Sqrt(block.SquaredWeight.Hi) * Math.Max(block.MaxError, block.MaxDistance);
        if (block.LeastValue * block.LeastWeight < leastTerm)
        {
            return false;
        }

        _sums.OfDoubles(isWeighted: true).Add(block, actual.Length);

        // The largest loss and the root are rounded: look again if there may be a new maximum.
        bool isFirst = _worst.Index == 0 && block.WeightedCount > 0;
        if (isFirst || block.MaxLoss * (1.0 + LossTolerance) > _worst.Root * _worst.Root)
        {
            OfferWeighted(actual, predicted, weights, start, block.MaxLoss * (1.0 - LossTolerance));
        }

        _worst.OfferMaxError(block.MaxError);
        return true;
    }

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
            if (w * (r * r) >= bound && w > 0.0)
            {
                _worst.Offer(Residual.OfDoubles(a, p), Number.Binary(w), start + i + 1);
            }
        }
    }

    /// <summary>
    /// True where the sum of squares has few bits, so that it may lie on a tie, and that of the residuals many: then the
    /// squares of the smallest were rounded away.
    /// </summary>
    private static bool LosesSquares(in DoubleDouble square, in DoubleDouble absolute) =>
        square.Width < CoarseWidth && absolute.Width > FineWidth;

    /// <summary>True where enough bits are left of the spread of the losses; without any loss there is no spread.</summary>
    private static bool KeepsSpread(in BlockSums block, int count)
    {
        double square = block.Square.Hi * block.Square.Hi;
        return square == 0.0 || (count * block.Fourth.Hi) - square >= LeastSpread * square;
    }

    /// <summary>The same of weighted losses, and where the residuals and the actuals do not cancel.</summary>
    private static bool KeepsSums(in WeightedBlockSums block)
    {
        double loss = block.Square.Hi;
        double weight = block.Weight.Hi;
        double mean = weight == 0.0 ? 0.0 : loss / weight;
        double spread = block.SquaredLoss.Hi
            - (mean * ((2.0 * block.TwiceWeightedSquare.Hi) - (mean * block.SquaredWeight.Hi)));
        double distance = Math.Sqrt(weight * block.ActualSquare.Hi);
        return (loss == 0.0 || spread >= LeastSpread * block.SquaredLoss.Hi)
            && Math.Abs(block.Residual.Hi) >= LeastShare * block.Absolute.Hi
            && Math.Abs(block.Actual.Hi + (block.Pivot * weight)) >= LeastShare * distance;
    }
}
