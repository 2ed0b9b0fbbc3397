namespace L2Loss;

/// <summary>The losses of two models on the same records, in constant memory.</summary>
/// <remarks>Records are summed exactly, so that their order does not matter.</remarks>
internal sealed class PairedLosses
{
    private readonly PairedSums _sums = new();
    private long _count;
    private long _wins;
    private long _ties;

    /// <summary>Adds one record: what was observed, and what both models predicted.</summary>
    internal void Add(in Number actual, in Number predicted, in Number baselinePredicted)
    {
        _count++;
        int sign = _sums.Add(actual, predicted, baselinePredicted);
        _wins += sign < 0 ? 1 : 0;
        _ties += sign == 0 ? 1 : 0;
    }

    /// <summary>Adds the records of a block that are short decimals; the others are left to the caller.</summary>
    /// <inheritdoc cref="PairedRun.Of"/>
    internal void Add(
        NumberColumn actual, NumberColumn predicted, NumberColumn baseline, ReadOnlySpan<bool> isLeftOut, List<int> others)
    {
        PairedRun run = PairedRun.Of(actual, predicted, baseline, isLeftOut, others);
        _sums.Add(run);
        _count += run.Count;
        _wins += run.Wins;
        _ties += run.Ties;
    }

    /// <summary>Adds the records of others.</summary>
    internal void Add(PairedLosses other)
    {
        _sums.Add(other._sums);
        _count += other._count;
        _wins += other._wins;
        _ties += other._ties;
    }

    /// <summary>The comparison of all records so far, each quotient rounded once; more may follow.</summary>
    internal L2LossComparison ToComparison()
    {
        var comparison = new L2LossComparison { Count = _count };
        if (_count == 0)
        {
            return comparison;
        }

        (ExactNumber squares, ExactNumber baselineSquares, ExactNumber squaredDifferences) = _sums.ToTotals();
        ExactNumber difference = squares - baselineSquares;
        comparison.WinRate = (_wins + (0.5 * _ties)) / _count;
        comparison.Mse = squares.ToDouble(_count);
        comparison.BaselineMse = baselineSquares.ToDouble(_count);
        comparison.MeanLossDifference = difference.ToDouble(_count);
        if (!baselineSquares.IsZero)
        {
            comparison.SkillScore = (-difference).ToDouble(baselineSquares);
        }

        if (_count > 1)
        {
            Test(comparison, difference, Means.Spread(_count, difference, squaredDifferences));
        }

        return comparison;
    }

    /// <summary>The paired t-test.</summary>
    /// <param name="comparison">Gets what it says.</param>
    /// <param name="sum">sum(d) of the differences d of the losses.</param>
    /// <param name="spread">Their spread.</param>
    private void Test(L2LossComparison comparison, in ExactNumber sum, in ExactNumber spread)
    {
        double degrees = _count - 1.0;
        comparison.StandardError = Means.StandardError(_count, spread);
        double mean = comparison.MeanLossDifference;
        double margin = StudentT.Quantile(0.05, degrees) * comparison.StandardError;
        comparison.ConfidenceLow = mean - margin;
        comparison.ConfidenceHigh = mean + margin;

        // t = mean / error, squared and without a unit: both may leave the range of doubles where t does not.
        comparison.PValue = sum.IsZero ? 1.0
            : spread.IsZero ? 0.0
            : StudentT.TwoSided((sum * sum * (_count - 1)).Root(spread), degrees);
    }
}
