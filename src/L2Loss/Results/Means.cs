namespace L2Loss;

/// <summary>The means that a summary shows: exact fractions of the sums, each rounded once.</summary>
internal static class Means
{
    internal static void Fill(L2LossSummary summary, in LossTotals totals, in WorstRecord worst)
    {
        summary.Count = totals.Count;
        ExactNumber weights = totals.Weights;
        summary.WeightSum = weights.ToDouble();
        if (weights.IsZero)
        {
            return;
        }

        summary.SumOfSquares = totals.Squares.ToDouble();
        summary.Mse = totals.Squares.ToDouble(weights);
        summary.Rmse = double.IsNormal(summary.Mse) ? Math.Sqrt(summary.Mse) : totals.Squares.Root(weights);
        summary.Mae = totals.Absolutes.ToDouble(weights);
        summary.MeanError = totals.Residuals.ToDouble(weights);
        summary.MeanActual = totals.Actuals.ToDouble(weights);
        summary.MaxError = worst.MaxError;

        ExactNumber total = totals.ScaledTotalSquares;
        if (total.IsNegative)
        {
            // The sums of arrays are rounded a little.
            total = default;
        }

        summary.TotalSumOfSquares = total.ToDouble(weights);
        if (!total.IsZero)
        {
            summary.R2 = (total - (totals.Squares * weights)).ToDouble(total);
        }

        if (totals.WeightedCount > 1)
        {
            summary.StandardError = StandardError(totals);
        }

        summary.LargestIndex = Math.Max(worst.Index, 0);
        summary.LargestLoss = worst.Loss;
        if (!totals.Squares.IsZero)
        {
            summary.LargestShare = Math.Min(1.0, Share(worst, summary.SumOfSquares, totals.Squares));
        }
    }

    /// <summary>n * sum(x^2) - sum(x)^2: n * (n - 1) times the variance of n values.</summary>
    internal static ExactNumber Spread(long count, in ExactNumber sum, in ExactNumber squares) => (count * squares) - (sum * sum);

    /// <summary>The standard error of the mean of n values, s / sqrt(n).</summary>
    /// <param name="count">How many values there are, at least 2.</param>
    /// <param name="spread">Their <see cref="Spread"/>.</param>
    internal static double StandardError(long count, in ExactNumber spread) =>
        spread.Root((ExactNumber)count * count * (count - 1));

    private static double Share(in WorstRecord worst, double sumOfSquares, in ExactNumber squares)
    {
        if (double.IsNormal(worst.Loss) && double.IsNormal(sumOfSquares))
        {
            return worst.Loss / sumOfSquares;
        }

        ExactNumber largest = worst.Square.IsZero ? ExactNumber.Of(worst.Loss) : worst.Square;
        return largest.ToDouble(squares);
    }

    /// <summary>
    /// The standard error of a weighted mean, <c>sqrt(n / (n - 1) * sum(w^2 * (loss - mean)^2)) / sum(w)</c> (Cochran,
    /// Sampling Techniques, 1977, 2.30), over the n records that have a weight; without weights s / sqrt(n).
    /// </summary>
    private static double StandardError(in LossTotals totals)
    {
        if (totals.IsUnweighted)
        {
            return StandardError(totals.Count, Spread(totals.Count, totals.Squares, totals.SquaredLosses));
        }

        // Times sum(w)^2, so that nothing is divided.
        ExactNumber squaredSum = totals.Weights * totals.Weights;
        ExactNumber twice = 2 * totals.Weights * totals.TwiceWeightedSquares;
        ExactNumber spread = (totals.SquaredLosses * squaredSum)
            - (totals.Squares * (twice - (totals.Squares * totals.SquaredWeights)));
        return (spread * totals.WeightedCount).Root(squaredSum * squaredSum * (totals.WeightedCount - 1));
    }
}
