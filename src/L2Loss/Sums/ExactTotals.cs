namespace L2Loss;

/// <summary>The finished sums of one part of the data, of whatever numbers, in the form in which parts are put together.</summary>
internal struct ExactTotals
{
    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count;

    /// <summary>sum(w)</summary>
    internal ExactNumber Weights;

    /// <summary>sum(w^2)</summary>
    internal ExactNumber SquaredWeights;

    /// <summary>sum(w * r)</summary>
    internal ExactNumber Residuals;

    /// <summary>sum(w * |r|)</summary>
    internal ExactNumber Absolutes;

    /// <summary>sum(w * r^2)</summary>
    internal ExactNumber Squares;

    /// <summary>sum(w^2 * r^2)</summary>
    internal ExactNumber TwiceWeightedSquares;

    /// <summary>sum(w^2 * r^4)</summary>
    internal ExactNumber SquaredLosses;

    /// <summary>sum(w * a)</summary>
    internal ExactNumber Actuals;

    /// <summary>sum(w * a^2)</summary>
    internal ExactNumber SquaredActuals;

    /// <summary>Weights * TSS = sum(w) * sum(w * a^2) - sum(w * a)^2.</summary>
    internal readonly ExactNumber ScaledTotalSquares => (Weights * SquaredActuals) - (Actuals * Actuals);

    /// <summary>False for sums that no records can have.</summary>
    // Not by Cauchy-Schwarz, as for decimals: the sums of arrays are rounded a little.
    internal readonly bool IsPossible =>
        (Count > 0 || Weights.IsZero)
        && !Weights.IsNegative && !SquaredWeights.IsNegative && !Absolutes.IsNegative && !Squares.IsNegative
        && !TwiceWeightedSquares.IsNegative && !SquaredLosses.IsNegative && !SquaredActuals.IsNegative;

    /// <summary>The sums of one record.</summary>
    internal static ExactTotals Of(in ExactNumber actual, in ExactNumber residual, in ExactNumber weight)
    {
        ExactNumber loss = weight * residual * residual;
        ExactNumber weighted = weight * actual;
        return new ExactTotals
        {
            Count = 1,
            Weights = weight,
            SquaredWeights = weight * weight,
            Residuals = weight * residual,
            Absolutes = weight * residual.Abs,
            Squares = loss,
            TwiceWeightedSquares = weight * loss,
            SquaredLosses = loss * loss,
            Actuals = weighted,
            SquaredActuals = weighted * actual,
        };
    }

    internal static ExactTotals Of(in DecimalTotals totals)
    {
        var squares = new ExactNumber(totals.Squares, 0, 2 * totals.Scale);
        return new ExactTotals
        {
            Count = totals.Count,
            Weights = totals.Count,
            SquaredWeights = totals.Count,
            Residuals = new ExactNumber(totals.Residuals, 0, totals.Scale),
            Absolutes = new ExactNumber(totals.Absolutes, 0, totals.Scale),
            Squares = squares,
            TwiceWeightedSquares = squares,
            SquaredLosses = new ExactNumber(totals.SquaredLosses, 0, 4 * totals.Scale),
            Actuals = new ExactNumber(totals.Actuals, 0, totals.Scale),
            SquaredActuals = new ExactNumber(totals.SquaredActuals, 0, 2 * totals.Scale),
        };
    }

    public static ExactTotals operator +(in ExactTotals x, in ExactTotals y) => new()
    {
        Count = x.Count + y.Count,
        Weights = x.Weights + y.Weights,
        SquaredWeights = x.SquaredWeights + y.SquaredWeights,
        Residuals = x.Residuals + y.Residuals,
        Absolutes = x.Absolutes + y.Absolutes,
        Squares = x.Squares + y.Squares,
        TwiceWeightedSquares = x.TwiceWeightedSquares + y.TwiceWeightedSquares,
        SquaredLosses = x.SquaredLosses + y.SquaredLosses,
        Actuals = x.Actuals + y.Actuals,
        SquaredActuals = x.SquaredActuals + y.SquaredActuals,
    };
}
