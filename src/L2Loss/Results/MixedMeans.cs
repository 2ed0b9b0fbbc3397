namespace L2Loss;

/// <summary>The means where some or all records are binary or weighted: exact fractions, rounded once.</summary>
internal static class MixedMeans
{
    // The losses are spread about their mean by less than 2^-40 of it: the noise of the sums of arrays.
    private static readonly ExactNumber LossResolution = new(1, -80);

    internal static void Fill(L2LossSummary summary, in ExactTotals totals, in WorstRecord worst)
    {
        ExactNumber weights = totals.Weights;
        summary.WeightSum = weights.ToDouble();
        if (weights.IsZero)
        {
            return;
        }

        summary.SumOfSquares = totals.Squares.ToDouble();
        summary.Mse = totals.Squares.ToDouble(weights);
        summary.Rmse = double.IsNormal(summary.Mse)
            ? Math.Sqrt(summary.Mse)
            : totals.Squares.ToWide(weights).Sqrt().ToDouble();
        summary.Mae = totals.Absolutes.ToDouble(weights);
        summary.MeanError = totals.Residuals.ToDouble(weights);
        summary.MeanActual = totals.Actuals.ToDouble(weights);

        ExactNumber total = totals.ScaledTotalSquares;
        if (total.IsNegative)
        {
            total = default;
        }

        summary.TotalSumOfSquares = total.ToDouble(weights);
        if (!total.IsZero)
        {
            summary.R2 = (total - (totals.Squares * weights)).ToDouble(total);
        }

        if (summary.Count > 1)
        {
            summary.StandardError = StandardError(summary.Count, totals);
        }

        if (!totals.Squares.IsZero)
        {
            double share = double.IsNormal(worst.Loss) && double.IsNormal(summary.SumOfSquares)
                ? worst.Loss / summary.SumOfSquares
                : (worst.Square / totals.Squares.ToWide(1)).ToDouble();
            summary.LargestShare = Math.Min(1.0, share);
        }
    }

    /// <summary>
    /// The standard error of a weighted mean, <c>sqrt(n / (n - 1) * sum(w^2 * (loss - mean)^2)) / sum(w)</c> (Cochran,
    /// Sampling Techniques, 1977, 2.30); without weights s / sqrt(n).
    /// </summary>
    private static double StandardError(long count, in ExactTotals totals)
    {
        // Times sum(w)^2, so that nothing is divided.
        ExactNumber squaredSum = totals.Weights * totals.Weights;
        ExactNumber losses = totals.SquaredLosses * squaredSum;
        ExactNumber twice = 2 * totals.Weights * totals.TwiceWeightedSquares;
        ExactNumber spread = losses - (totals.Squares * (twice - (totals.Squares * totals.SquaredWeights)));
        return (spread - (losses * LossResolution)).IsNegative
            ? 0.0
            : (spread * count).ToWide(squaredSum * squaredSum * (count - 1)).Sqrt().ToDouble();
    }
}
