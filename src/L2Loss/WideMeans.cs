namespace L2Loss;

/// <summary>The means where some or all records are binary: double-double throughout, rounded at the end.</summary>
internal static class WideMeans
{
    // A spread below this share of the sum of squares it is the difference of is rounding noise of double-double.
    private static readonly WideSum Resolution = WideSum.From(Math.ScaleB(1.0, -80));

    internal static void Fill(L2LossSummary summary, in DecimalTotals decimals, BinarySums binaries)
    {
        double count = summary.Count;
        WideSum squares = WideSum.From(decimals.Squares, DecimalTotals.SquaredUnit) + binaries.Squares;
        WideSum meanSquare = squares / count;
        summary.SumOfSquares = squares.ToDouble();
        summary.Mse = meanSquare.ToDouble();
        summary.Rmse = double.IsNormal(summary.Mse) ? Math.Sqrt(summary.Mse) : meanSquare.Sqrt().ToDouble();
        summary.Mae = Mean(decimals.Absolutes, binaries.Absolutes, count);
        summary.MeanError = Mean(decimals.Residuals, binaries.Residuals, count);

        WideSum total = TotalSumOfSquares(decimals, binaries, count, out WideSum meanActual);
        summary.MeanActual = meanActual.ToDouble();
        summary.TotalSumOfSquares = total.ToDouble();
        if (!total.IsZero)
        {
            summary.R2 = (WideSum.From(1.0) - (squares / total)).ToDouble();
        }

        if (summary.Count > 1)
        {
            WideSum losses = WideSum.From(decimals.SquaredLosses, DecimalTotals.FourthUnit) + binaries.SquaredLosses;
            WideSum spread = losses - (squares * squares / count);
            bool isNoise = (spread - (losses * Resolution)).IsNegative;
            summary.StandardError = isNoise ? 0.0 : (spread / count / (count - 1.0)).Sqrt().ToDouble();
        }

        if (!squares.IsZero)
        {
            summary.LargestShare = Share(summary.LargestLoss, summary.MaxError, squares);
        }
    }

    private static double Mean(System.Numerics.BigInteger decimals, WideSum binaries, double count) =>
        ((WideSum.From(decimals, DecimalTotals.Unit) + binaries) / count).ToDouble();

    private static WideSum TotalSumOfSquares(
        in DecimalTotals decimals, BinarySums binaries, double count, out WideSum mean)
    {
        WideSum binaryOffset = binaries.CentredActuals / binaries.Count;
        WideSum binaryMean = binaries.Pivot + binaryOffset;
        WideSum total = binaries.SquaredCentredActuals - (binaries.CentredActuals * binaryOffset);

        // The pivot is one of the actuals, so a spread that is not zero has at least this size.
        WideSum least = binaries.SquaredCentredActuals / (2.0 * (binaries.Count + 1.0));
        if ((total - least).IsNegative)
        {
            total = default;
        }

        mean = binaryMean;
        if (decimals.Count > 0)
        {
            // Chan, Golub, LeVeque: the spreads of two parts and the distance of their means.
            double decimalCount = decimals.Count;
            WideSum decimalMean = WideSum.From(decimals.Actuals, DecimalTotals.Unit * decimals.Count);
            WideSum decimalTotal = WideSum.From(
                (decimals.Count * decimals.SquaredActuals) - (decimals.Actuals * decimals.Actuals),
                DecimalTotals.SquaredUnit * decimals.Count);
            WideSum distance = decimalMean - binaryMean;
            total = total + decimalTotal + (distance * distance * binaries.Count * decimalCount / count);
            mean = binaryMean + (distance * decimalCount / count);
        }

        return total;
    }

    private static double Share(double largestLoss, double largestDifference, WideSum squares)
    {
        double sum = squares.ToDouble();
        double share = double.IsNormal(largestLoss) && double.IsNormal(sum)
            ? largestLoss / sum
            : (WideSum.From(largestDifference) * largestDifference / squares).ToDouble();
        return Math.Min(1.0, share);
    }
}
