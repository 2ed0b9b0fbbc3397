namespace L2Loss;

/// <summary>The means where some or all records are binary or weighted: double-double, rounded at the end.</summary>
internal static class WideMeans
{
    // The losses are spread about their mean by less than 2^-40 of it: the rounding noise of double-double.
    private static readonly WideSum LossResolution = WideSum.From(Math.ScaleB(1.0, -80));

    // Two doubles that differ, differ by more than 2^-53 of themselves; double-double noise is near 2^-104 of the mean.
    private static readonly WideSum ActualResolution = WideSum.From(Math.ScaleB(1.0, -200));

    internal static void Fill(L2LossSummary summary, in Moments moments, in WorstRecord worst)
    {
        WideSum weights = moments.Weights;
        summary.WeightSum = weights.ToDouble();
        if (weights.IsZero)
        {
            return;
        }

        WideSum meanSquare = moments.Squares / weights;
        summary.SumOfSquares = moments.Squares.ToDouble();
        summary.Mse = meanSquare.ToDouble();
        summary.Rmse = double.IsNormal(summary.Mse) ? Math.Sqrt(summary.Mse) : meanSquare.Sqrt().ToDouble();
        summary.Mae = (moments.Absolutes / weights).ToDouble();
        summary.MeanError = (moments.Residuals / weights).ToDouble();
        summary.MeanActual = moments.MeanActual.ToDouble();

        WideSum noise = weights * moments.MeanActual * moments.MeanActual * ActualResolution;
        WideSum total = (moments.TotalSquares - noise).IsNegative ? default : moments.TotalSquares;
        summary.TotalSumOfSquares = total.ToDouble();
        if (!total.IsZero)
        {
            summary.R2 = (WideSum.From(1.0) - (moments.Squares / total)).ToDouble();
        }

        if (summary.Count > 1)
        {
            summary.StandardError = StandardError(summary.Count, moments, meanSquare);
        }

        if (!moments.Squares.IsZero)
        {
            double share = double.IsNormal(worst.Loss) && double.IsNormal(summary.SumOfSquares)
                ? worst.Loss / summary.SumOfSquares
                : (worst.Square / moments.Squares).ToDouble();
            summary.LargestShare = Math.Min(1.0, share);
        }
    }

    /// <summary>
    /// The standard error of a weighted mean, <c>sqrt(n / (n - 1) * sum(w^2 * (loss - mean)^2)) / sum(w)</c> (Cochran,
    /// Sampling Techniques, 1977, 2.30); without weights s / sqrt(n).
    /// </summary>
    private static double StandardError(double count, in Moments moments, WideSum mean)
    {
        WideSum spread = moments.SquaredLosses
            - (mean * ((moments.TwiceWeightedSquares * 2.0) - (mean * moments.SquaredWeights)));
        if ((spread - (moments.SquaredLosses * LossResolution)).IsNegative)
        {
            return 0.0;
        }

        WideSum variance = spread * count / (count - 1.0) / (moments.Weights * moments.Weights);
        return variance.Sqrt().ToDouble();
    }
}
