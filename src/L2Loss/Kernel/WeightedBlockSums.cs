namespace L2Loss;

/// <summary>The sums of one block of pairs with weights w, each about 95 bits of the sum of its magnitudes.</summary>
internal struct WeightedBlockSums
{
    /// <summary>The records whose weight is not 0.</summary>
    public int WeightedCount;

    /// <summary>Sum of w.</summary>
    public DoubleDouble Weight;

    /// <summary>Sum of w^2.</summary>
    public DoubleDouble SquaredWeight;

    /// <summary>Sum of w * (a - p).</summary>
    public DoubleDouble Residual;

    /// <summary>Sum of w * |a - p|.</summary>
    public DoubleDouble Absolute;

    /// <summary>Sum of w * (a - p)^2.</summary>
    public DoubleDouble Square;

    /// <summary>What Square lacks: the weighted sum of the squared rounding errors of a - p.</summary>
    public double SquareLeast;

    /// <summary>Sum of w^2 * (a - p)^2.</summary>
    public DoubleDouble TwiceWeightedSquare;

    /// <summary>Sum of w^2 * (a - p)^4.</summary>
    public DoubleDouble SquaredLoss;

    /// <summary>Sum of w * (a - Pivot).</summary>
    public DoubleDouble Actual;

    /// <summary>Sum of w * (a - Pivot)^2.</summary>
    public DoubleDouble ActualSquare;

    /// <summary>What was subtracted from each a.</summary>
    public double Pivot;

    /// <summary>The largest weighted loss, rounded a few times.</summary>
    public double MaxLoss;

    /// <summary>The largest difference with a weight.</summary>
    public double MaxError;

    /// <summary>Just below the smallest weight that is not 0.</summary>
    public double LeastWeight;

    /// <summary>Just below the smallest |a| or |p| that is not 0.</summary>
    public double LeastValue;

    /// <summary>The largest |a - Pivot| with a weight.</summary>
    public double MaxDistance;
}
