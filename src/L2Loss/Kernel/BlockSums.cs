namespace L2Loss;

/// <summary>The sums of one block of pairs (actual a, predicted p), each about 106 bits of the sum of its magnitudes.</summary>
internal struct BlockSums
{
    /// <summary>Sum of a - p.</summary>
    public DoubleDouble Residual;

    /// <summary>Sum of |a - p|.</summary>
    public DoubleDouble Absolute;

    /// <summary>Sum of (a - p)^2.</summary>
    public DoubleDouble Square;

    /// <summary>What Square lacks: the sum of the squared rounding errors of a - p.</summary>
    public double SquareLeast;

    /// <summary>Sum of (a - p)^4.</summary>
    public DoubleDouble Fourth;

    /// <summary>Sum of a - Pivot.</summary>
    public DoubleDouble Actual;

    /// <summary>Sum of (a - Pivot)^2.</summary>
    public DoubleDouble ActualSquare;

    /// <summary>What was subtracted from each a, exactly: the state's pivot, or 0.</summary>
    public double Pivot;

    /// <summary>Index in the block of the first residual larger than all earlier ones in the state, or -1.</summary>
    public int MaxIndex;

    /// <summary>
    /// False where the sums of a - p and of |a - p|, and that of a - Pivot, are exact; true where terms are so far apart that
    /// bits may have been rounded away.
    /// </summary>
    public bool IsWide;

    /// <summary>
    /// True where whole terms may have been rounded away: a sum that lies on a tie without them is on one side of it with them.
    /// </summary>
    public bool LosesTerms;
}
