using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Measures a block of short decimals with weights.</summary>
internal static class WeightedRun
{
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
        Span<long> residuals = stackalloc long[WeightedRunSums.Capacity];
        Span<long> actuals = stackalloc long[WeightedRunSums.Capacity];
        Span<long> factors = stackalloc long[WeightedRunSums.Capacity];
        ReadOnlySpan<long> a = actual.Mantissas;
        ReadOnlySpan<long> p = predicted.Mantissas;
        ReadOnlySpan<long> w = weights.Mantissas;
        ReadOnlySpan<byte> actualScales = actual.Scales;
        ReadOnlySpan<byte> predictedScales = predicted.Scales;
        ReadOnlySpan<byte> weightScales = weights.Scales;
        WeightedRunSums run = default;
        ulong largest = 0, largestLoss = 0;
        for (int start = 0; start < actual.Count; start += WeightedRunSums.Capacity)
        {
            int length = Math.Min(WeightedRunSums.Capacity, actual.Count - start);
            ulong most = 0, mostActual = 0, mostWeight = 0;
            for (int i = 0; i < length; i++)
            {
                int record = start + i;
                bool fits = ShortRun.TryAlign(a[record], actualScales[record], scale, out long observed);
                fits &= ShortRun.TryAlign(p[record], predictedScales[record], scale, out long prediction);
                fits &= ShortRun.TryAlign(w[record], weightScales[record], weightScale, out long weight);
                ulong magnitude = Magnitude.Of(observed - prediction);
                ulong actualMagnitude = Magnitude.Of(observed);
                if (!fits || magnitude >= WeightedRunSums.ResidualLimit || actualMagnitude >= WeightedRunSums.ActualLimit
                    || (ulong)weight >= WeightedRunSums.WeightLimit
                    || Math.BigMul((ulong)weight, magnitude * magnitude, out ulong loss) != 0)
                {
                    others.Add(record);
                    (observed, prediction, weight, magnitude, actualMagnitude, loss) = (0, 0, 0, 0, 0, 0);
                }
                else
                {
                    run.Count++;
                }

                // Of no weight it is not among the largest, and enters no sum.
                residuals[i] = observed - prediction;
                actuals[i] = observed;
                factors[i] = weight;
                losses[record] = loss;
                most = Math.Max(most, weight == 0 ? 0 : magnitude);
                mostActual = Math.Max(mostActual, actualMagnitude);
                mostWeight = Math.Max(mostWeight, (ulong)weight);
                largestLoss = Math.Max(largestLoss, loss);
            }

            largest = Math.Max(largest, most);
            run.Add(residuals[..length], actuals[..length], factors[..length], most, mostActual, mostWeight);
        }

        if (run.Count > 0)
        {
            sums.Add(run.ToTotals(scale, weightScale));
        }

        if (run.Weighted > 0)
        {
            Offer(actual, predicted, weights, losses[..actual.Count], largestLoss, before, ref worst);
            worst.OfferMaxError(ShortDecimal.Value((long)largest, scale));
        }
    }

    /// <summary>Losses that differ in their last bits only may have the same root: the first of them is the worst.</summary>
    [MethodImpl(HotLoop.Options)]
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
}
