namespace L2Loss;

/// <summary>The finished sums of <see cref="PairedLosses"/>, of whatever numbers.</summary>
internal struct PairedTotals
{
    internal ExactNumber Squares;
    internal ExactNumber BaselineSquares;
    internal ExactNumber SquaredDifferences;

    public static PairedTotals operator +(in PairedTotals x, in PairedTotals y) => new()
    {
        Squares = x.Squares + y.Squares,
        BaselineSquares = x.BaselineSquares + y.BaselineSquares,
        SquaredDifferences = x.SquaredDifferences + y.SquaredDifferences,
    };

    /// <summary>Everything but the test, each quotient rounded once; the result is the standard error.</summary>
    internal readonly double Fill(L2LossComparison comparison, long count)
    {
        ExactNumber differences = Squares - BaselineSquares;
        comparison.Mse = Squares.ToDouble(count);
        comparison.BaselineMse = BaselineSquares.ToDouble(count);
        comparison.MeanLossDifference = differences.ToDouble(count);
        if (!BaselineSquares.IsZero)
        {
            comparison.SkillScore = (-differences).ToDouble(BaselineSquares);
        }

        ExactNumber spread = (count * SquaredDifferences) - (differences * differences);
        return count < 2 ? double.NaN : PairedLosses.StandardError(spread.ToWide(count), count);
    }
}
