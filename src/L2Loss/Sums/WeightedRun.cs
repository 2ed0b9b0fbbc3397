using System.Numerics;
using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Measures a block of short decimals with weights, in words with their carries.</summary>
internal static class WeightedRun
{
    // Sums of a block of products of numbers below these limits fit.
    private const ulong WeightLimit = 1UL << 21;
    private const ulong ResidualLimit = 1UL << 31;
    private const ulong ActualLimit = 1UL << 42;

    /// <summary>Measures the records that suit it.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="weights">How much each record counts.</param>
    /// <param name="before">The number of records before the block.</param>
    /// <param name="sums">Gets their sums.</param>
    /// <param name="worst">Gets the worst of them.</param>
    /// <param name="others">Gets the positions of the others, in order.</param>
    [SkipLocalsInit]
    internal static void Add(
        NumberColumn actual,
        NumberColumn predicted,
        NumberColumn weights,
        long before,
        ref LossSums sums,
        ref WorstRecord worst,
        List<int> others)
    {
        int scale = ShortRun.ScaleOf(predicted, ShortRun.ScaleOf(actual));
        int weightScale = ShortRun.ScaleOf(weights);
        Span<ulong> losses = stackalloc ulong[NumberColumn.Capacity];
        ReadOnlySpan<long> a = actual.Mantissas;
        ReadOnlySpan<long> p = predicted.Mantissas;
        ReadOnlySpan<long> w = weights.Mantissas;
        ReadOnlySpan<byte> actualScales = actual.Scales;
        ReadOnlySpan<byte> predictedScales = predicted.Scales;
        ReadOnlySpan<byte> weightScales = weights.Scales;
        long count = 0, weighted = 0, residuals = 0;
        ulong sumOfWeights = 0, squaredWeights = 0, absolutes = 0, largest = 0, largestLoss = 0;
        Wide squares = default, twice = default, squaredLosses = default, squaredActuals = default;
        Int128 weightedActuals = 0;
        for (int i = 0; i < a.Length; i++)
        {
            losses[i] = 0;
            bool fits = ShortRun.TryAlign(a[i], actualScales[i], scale, out long observed);
            fits &= ShortRun.TryAlign(p[i], predictedScales[i], scale, out long prediction);
            fits &= ShortRun.TryAlign(w[i], weightScales[i], weightScale, out long weight);
            long residual = observed - prediction;
            ulong magnitude = Magnitude.Of(residual);
            ulong actualMagnitude = Magnitude.Of(observed);
            if (!fits || magnitude >= ResidualLimit || actualMagnitude >= ActualLimit || (ulong)weight >= WeightLimit
                || Math.BigMul((ulong)weight, magnitude * magnitude, out ulong loss) != 0)
            {
                others.Add(i);
                continue;
            }

            count++;
            if (weight == 0)
            {
                continue;
            }

            weighted++;
            ulong part = (ulong)weight * magnitude;
            losses[i] = loss;
            sumOfWeights += (ulong)weight;
            squaredWeights += (ulong)(weight * weight);
            residuals += weight * residual;
            absolutes += part;
            squares.Add(0, loss);
            ulong high = Math.BigMul(part, part, out ulong low);
            twice.Add(high, low);
            high = Math.BigMul(loss, loss, out low);
            squaredLosses.Add(high, low);
            weightedActuals += weight * observed;
            high = Math.BigMul((ulong)weight * actualMagnitude, actualMagnitude, out low);
            squaredActuals.Add(high, low);
            largest = Math.Max(largest, magnitude);
            largestLoss = Math.Max(largestLoss, loss);
        }

        if (count > 0)
        {
            sums.Add(new LossTotals
            {
                Count = count,
                WeightedCount = weighted,
                Weights = new ExactNumber((UInt128)sumOfWeights, 0, weightScale),
                SquaredWeights = new ExactNumber((UInt128)squaredWeights, 0, 2 * weightScale),
                Residuals = new ExactNumber(residuals, 0, weightScale + scale),
                Absolutes = new ExactNumber((UInt128)absolutes, 0, weightScale + scale),
                Squares = new ExactNumber(squares.ToWholeNumber(), 0, weightScale + (2 * scale)),
                TwiceWeightedSquares = new ExactNumber(twice.ToWholeNumber(), 0, 2 * (weightScale + scale)),
                SquaredLosses = new ExactNumber(squaredLosses.ToWholeNumber(), 0, (2 * weightScale) + (4 * scale)),
                Actuals = new ExactNumber(weightedActuals, 0, weightScale + scale),
                SquaredActuals = new ExactNumber(squaredActuals.ToWholeNumber(), 0, weightScale + (2 * scale)),
            });
        }

        if (weighted > 0)
        {
            Offer(actual, predicted, weights, losses[..a.Length], largestLoss, before, ref worst);
            worst.OfferMaxError(ShortDecimal.Value((long)largest, scale));
        }
    }

    /// <summary>Losses that differ in their last bits only may have the same root: the first of them is the worst.</summary>
    private static void Offer(
        NumberColumn actual,
        NumberColumn predicted,
        NumberColumn weights,
        ReadOnlySpan<ulong> losses,
        ulong largest,
        long before,
        ref WorstRecord worst)
    {
        ulong least = largest - (largest >> 48);
        for (int i = 0; i < losses.Length; i++)
        {
            if (losses[i] >= least && weights.Read(i, out Number weight) == NumberFault.None && weight.Value > 0.0
                && actual.Read(i, out Number a) == NumberFault.None && predicted.Read(i, out Number p) == NumberFault.None)
            {
                worst.Offer(Residual.Of(a, p), weight, before + i + 1);
                if (largest == 0)
                {
                    // All are alike.
                    return;
                }
            }
        }
    }

    /// <summary>A sum of three words.</summary>
    private struct Wide
    {
        private ulong _low;
        private ulong _high;
        private ulong _top;

        internal void Add(ulong high, ulong low)
        {
            _low += low;
            ulong carry = _low < low ? 1UL : 0UL;
            _high += high;
            _top += _high < high ? 1UL : 0UL;
            _high += carry;
            _top += _high < carry ? 1UL : 0UL;
        }

        internal readonly WholeNumber ToWholeNumber() => _top == 0
            ? (WholeNumber)new UInt128(_high, _low)
            : ((BigInteger)_top << 128) + (BigInteger)new UInt128(_high, _low);
    }
}
