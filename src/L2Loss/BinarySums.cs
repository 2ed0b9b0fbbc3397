namespace L2Loss;

/// <summary>
/// The sums over records with a binary floating-point value or a weight, in double-double with error-free differences
/// and products.
/// </summary>
/// <remarks>
/// The actuals are summed about a pivot, the first of them. Since the pivot is one of the data,
/// <c>sum((a - pivot)^2) &lt;= (n + 1) * TSS</c>, so the total sum of squares loses at most log2(n) of its 106 bits,
/// whatever the offset of the data (Chan, Golub, LeVeque 1983).
/// </remarks>
internal sealed class BinarySums
{
    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count;

    /// <summary>sum(w)</summary>
    internal WideSum Weights;

    /// <summary>sum(w^2)</summary>
    internal WideSum SquaredWeights;

    /// <summary>sum(w * r)</summary>
    internal WideSum Residuals;

    /// <summary>sum(w * |r|)</summary>
    internal WideSum Absolutes;

    /// <summary>sum(w * r^2)</summary>
    internal WideSum Squares;

    /// <summary>sum(w^2 * r^2)</summary>
    internal WideSum TwiceWeightedSquares;

    /// <summary>sum(w^2 * r^4)</summary>
    internal WideSum SquaredLosses;

    /// <summary>What is subtracted from each actual before it is summed.</summary>
    internal WideSum Pivot;

    /// <summary>sum(w * (a - pivot))</summary>
    internal WideSum CentredActuals;

    /// <summary>sum(w * (a - pivot)^2)</summary>
    internal WideSum SquaredCentredActuals;

    private static readonly WideSum One = WideSum.From(1.0);

    /// <summary>Adds one record.</summary>
    internal void Add(in Residual residual, in Number actual)
    {
        Count++;
        WideSum error = residual.ToWide();
        WideSum loss = error * error;
        AddActual(actual, One);
        Residuals += error;
        Absolutes += error.Abs();
        Squares += loss;
        SquaredLosses += loss * loss;
        TwiceWeightedSquares += loss;
        Weights += One;
        SquaredWeights += One;
    }

    /// <summary>Adds one record with a weight that is not negative.</summary>
    internal void Add(in Residual residual, in Number actual, in Number weight)
    {
        Count++;
        var w = new WideSum(weight.ToDoubleDouble());
        if (w.IsZero)
        {
            return;
        }

        WideSum error = residual.ToWide();
        WideSum loss = w * (error * error);
        AddActual(actual, w);
        Residuals += w * error;
        Absolutes += w * error.Abs();
        Squares += loss;
        SquaredLosses += loss * loss;
        TwiceWeightedSquares += w * loss;
        Weights += w;
        SquaredWeights += w * w;
    }

    /// <summary>False for sums that no records can have.</summary>
    internal bool IsPossible =>
        (Count > 0 || Weights.IsZero)
        && !Weights.IsNegative && !SquaredWeights.IsNegative && !Absolutes.IsNegative && !Squares.IsNegative
        && !TwiceWeightedSquares.IsNegative && !SquaredLosses.IsNegative;

    /// <summary>Adds a block of records: residuals scaled by 2^-exponent, actuals by 2^-actualExponent.</summary>
    internal void Add(in BlockSums block, int count, int exponent, int actualExponent)
    {
        var squares = new WideSum(block.Square, 2 * exponent);
        WideSum weights = WideSum.From(count);
        Residuals += new WideSum(block.Residual, exponent);
        Absolutes += new WideSum(block.Absolute, exponent);
        Squares += squares;
        TwiceWeightedSquares += squares;
        SquaredLosses += new WideSum(block.Fourth, 4 * exponent);
        AddActuals(
            new WideSum(new DoubleDouble(block.Pivot), actualExponent),
            weights,
            new WideSum(block.Actual, actualExponent),
            new WideSum(block.ActualSquare, 2 * actualExponent));
        Weights += weights;
        SquaredWeights += weights;
        Count += count;
    }

    /// <summary>Adds the sums of another part of the data.</summary>
    internal void Add(BinarySums other)
    {
        if (other.Weights.IsZero)
        {
            Count += other.Count;
            return;
        }

        AddActuals(other.Pivot, other.Weights, other.CentredActuals, other.SquaredCentredActuals);
        Count += other.Count;
        Weights += other.Weights;
        SquaredWeights += other.SquaredWeights;
        Residuals += other.Residuals;
        Absolutes += other.Absolutes;
        Squares += other.Squares;
        TwiceWeightedSquares += other.TwiceWeightedSquares;
        SquaredLosses += other.SquaredLosses;
    }

    /// <summary>Adds actuals that were summed about another pivot.</summary>
    private void AddActuals(WideSum pivot, WideSum weights, WideSum centred, WideSum squared)
    {
        if (Weights.IsZero)
        {
            Pivot = pivot;
        }

        // a - Pivot = (a - pivot) + shift
        WideSum shift = pivot - Pivot;
        if (!shift.IsZero)
        {
            WideSum shifted = shift * weights;
            squared += (shift * centred * 2.0) + (shift * shifted);
            centred += shifted;
        }

        CentredActuals += centred;
        SquaredCentredActuals += squared;
    }

    internal BinarySums Copy() => (BinarySums)MemberwiseClone();

    private void AddActual(in Number actual, WideSum weight)
    {
        var value = new WideSum(actual.ToDoubleDouble());
        if (Weights.IsZero)
        {
            Pivot = value;
        }

        WideSum centred = value - Pivot;
        WideSum weighted = weight * centred;
        CentredActuals += weighted;
        SquaredCentredActuals += weighted * centred;
    }
}
