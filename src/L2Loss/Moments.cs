using System.Numerics;

namespace L2Loss;

/// <summary>The sums of one part of the data, decimal or binary, in the form in which parts are put together.</summary>
internal readonly struct Moments
{
    private Moments(
        WideSum weights, WideSum squaredWeights, WideSum residuals, WideSum absolutes, WideSum squares,
        WideSum twiceWeightedSquares, WideSum squaredLosses, WideSum meanActual, WideSum totalSquares)
    {
        Weights = weights;
        SquaredWeights = squaredWeights;
        Residuals = residuals;
        Absolutes = absolutes;
        Squares = squares;
        TwiceWeightedSquares = twiceWeightedSquares;
        SquaredLosses = squaredLosses;
        MeanActual = meanActual;
        TotalSquares = totalSquares;
    }

    internal WideSum Weights { get; }

    internal WideSum SquaredWeights { get; }

    internal WideSum Residuals { get; }

    internal WideSum Absolutes { get; }

    internal WideSum Squares { get; }

    internal WideSum TwiceWeightedSquares { get; }

    internal WideSum SquaredLosses { get; }

    /// <summary>The weighted mean of the actuals.</summary>
    internal WideSum MeanActual { get; }

    /// <summary>The weighted sum of the squared distances of the actuals from their mean.</summary>
    internal WideSum TotalSquares { get; }

    internal static Moments Of(in DecimalTotals totals)
    {
        if (totals.Count == 0)
        {
            return default;
        }

        BigInteger count = totals.Count;
        WideSum weights = WideSum.From(count, BigInteger.One);
        WideSum squares = WideSum.From(totals.Squares, DecimalTotals.SquaredUnit);
        return new Moments(
            weights,
            weights,
            WideSum.From(totals.Residuals, DecimalTotals.Unit),
            WideSum.From(totals.Absolutes, DecimalTotals.Unit),
            squares,
            squares,
            WideSum.From(totals.SquaredLosses, DecimalTotals.FourthUnit),
            WideSum.From(totals.Actuals, DecimalTotals.Unit * count),
            WideSum.From(totals.ScaledTotalSquares, DecimalTotals.SquaredUnit * count));
    }

    internal static Moments Of(BinarySums sums)
    {
        if (sums.Weights.IsZero)
        {
            return default;
        }

        WideSum offset = sums.CentredActuals / sums.Weights;
        return new Moments(
            sums.Weights,
            sums.SquaredWeights,
            sums.Residuals,
            sums.Absolutes,
            sums.Squares,
            sums.TwiceWeightedSquares,
            sums.SquaredLosses,
            sums.Pivot + offset,
            sums.SquaredCentredActuals - (sums.CentredActuals * offset));
    }

    /// <summary>Both parts together; for the actuals after Chan, Golub, LeVeque (1983).</summary>
    public static Moments operator +(Moments a, Moments b)
    {
        if (a.Weights.IsZero || b.Weights.IsZero)
        {
            return a.Weights.IsZero ? b : a;
        }

        WideSum weights = a.Weights + b.Weights;
        WideSum distance = b.MeanActual - a.MeanActual;
        WideSum step = distance * b.Weights / weights;
        return new Moments(
            weights,
            a.SquaredWeights + b.SquaredWeights,
            a.Residuals + b.Residuals,
            a.Absolutes + b.Absolutes,
            a.Squares + b.Squares,
            a.TwiceWeightedSquares + b.TwiceWeightedSquares,
            a.SquaredLosses + b.SquaredLosses,
            a.MeanActual + step,
            a.TotalSquares + b.TotalSquares + (distance * step * a.Weights));
    }
}
