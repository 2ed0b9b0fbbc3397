using System.Numerics;

namespace L2Loss;

/// <summary>The means of decimal records: exact fractions, rounded once.</summary>
internal static class ExactMeans
{
    internal static void Fill(L2LossSummary summary, in DecimalTotals totals)
    {
        BigInteger count = totals.Count;
        BigInteger unit = PowersOfTen.Big(totals.Scale) * count;
        BigInteger squaredUnit = PowersOfTen.Big(2 * totals.Scale) * count;
        summary.SumOfSquares = ExactRatio.ToDouble(totals.Squares, PowersOfTen.Big(2 * totals.Scale));
        summary.Mse = ExactRatio.ToDouble(totals.Squares, squaredUnit);
        summary.Rmse = Math.Sqrt(summary.Mse);
        summary.Mae = ExactRatio.ToDouble(totals.Absolutes, unit);
        summary.MeanError = ExactRatio.ToDouble(totals.Residuals, unit);
        summary.MeanActual = ExactRatio.ToDouble(totals.Actuals, unit);

        BigInteger total = totals.ScaledTotalSquares;
        summary.TotalSumOfSquares = ExactRatio.ToDouble(total, squaredUnit);
        if (!total.IsZero)
        {
            summary.R2 = ExactRatio.ToDouble(total - (totals.Squares * count), total);
        }

        if (totals.Count > 1)
        {
            BigInteger spread = (count * totals.SquaredLosses) - (totals.Squares * totals.Squares);
            WideSum variance = WideSum.From(spread, PowersOfTen.Big(4 * totals.Scale) * count * count * (count - 1));
            summary.StandardError = variance.Sqrt().ToDouble();
        }

        if (!totals.Squares.IsZero)
        {
            summary.LargestShare = Math.Min(1.0, summary.LargestLoss / summary.SumOfSquares);
        }
    }
}
