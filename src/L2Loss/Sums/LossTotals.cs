namespace L2Loss;

/// <summary>The finished sums of records of any kind: what parts are put together as, and what all means come from.</summary>
internal struct LossTotals
{
    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count;

    /// <summary>The records that have a weight.</summary>
    internal long WeightedCount;

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

    // The sums of arrays are rounded a little, those of databases that sum in floating point a little more.
    private static readonly ExactNumber Slack = new ExactNumber(1) + new ExactNumber(1, -20);

    /// <summary>Weights * TSS = sum(w) * sum(w * a^2) - sum(w * a)^2.</summary>
    internal readonly ExactNumber ScaledTotalSquares => (Weights * SquaredActuals) - (Actuals * Actuals);

    /// <summary>True for records of weight 1, unless their sums are in an unusual form.</summary>
    internal readonly bool IsUnweighted => IsCount(Weights) && IsCount(SquaredWeights);

    /// <summary>False for sums that no records can have.</summary>
    internal readonly bool IsPossible =>
        WeightedCount >= 0 && WeightedCount <= Count
        && (WeightedCount == 0 ? AreZero : !Weights.IsNegative && !Weights.IsZero)
        && !Absolutes.IsNegative && !Squares.IsNegative && !TwiceWeightedSquares.IsNegative && !SquaredActuals.IsNegative
        && IsAtMost(Residuals.Abs, Absolutes)

        // Cauchy-Schwarz, of the sums over the records that have a weight.
        && IsProduct(Absolutes, Weights, Squares)
        && IsProduct(Actuals, Weights, SquaredActuals)
        && IsProduct(Weights, WeightedCount, SquaredWeights)
        && IsProduct(Squares, WeightedCount, SquaredLosses)
        && IsProduct(TwiceWeightedSquares, SquaredWeights, SquaredLosses)

        // The squares of what is not negative add up to less than the square of the sum.
        && IsAtMost(SquaredWeights, Weights * Weights)
        && IsAtMost(SquaredLosses, Squares * Squares);

    private readonly bool AreZero =>
        Weights.IsZero && SquaredWeights.IsZero && Residuals.IsZero && Absolutes.IsZero && Squares.IsZero
        && TwiceWeightedSquares.IsZero && SquaredLosses.IsZero && Actuals.IsZero && SquaredActuals.IsZero;

    private readonly bool IsCount(in ExactNumber sum) =>
        sum.Exponent == 0 && sum.Scale == 0 && WeightedCount == Count && sum.Digits.CompareTo(Count) == 0;

    /// <summary>The sums of one record, whose weight is not negative.</summary>
    internal static LossTotals Of(in ExactNumber actual, in ExactNumber residual, in ExactNumber weight)
    {
        ExactNumber loss = weight * residual * residual;
        ExactNumber weighted = weight * actual;
        return new LossTotals
        {
            Count = 1,
            WeightedCount = weight.IsZero ? 0 : 1,
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

    public static LossTotals operator +(in LossTotals x, in LossTotals y) => new()
    {
        Count = x.Count + y.Count,
        WeightedCount = x.WeightedCount + y.WeightedCount,
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

    /// <summary>sum^2 &lt;= x * y, nearly.</summary>
    private static bool IsProduct(in ExactNumber sum, in ExactNumber x, in ExactNumber y) => IsAtMost(sum * sum, x * y);

    private static bool IsAtMost(in ExactNumber x, in ExactNumber y) => x.CompareTo(y * Slack) <= 0;
}
