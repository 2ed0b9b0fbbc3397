namespace L2Loss;

/// <summary>The losses of two models on the same records, in constant memory.</summary>
/// <remarks>Records are summed exactly, so that their order does not matter.</remarks>
internal sealed class PairedLosses
{
    private readonly PairedDecimals _decimals = new();
    private readonly PairedBinaries _binaries = new();
    private PairedTotals _added;
    private long _count;
    private long _wins;
    private long _ties;

    /// <summary>Adds one record: what was observed, and what both models predicted.</summary>
    internal void Add(in Number actual, in Number predicted, in Number baselinePredicted)
    {
        _count++;
        int sign;
        if (actual.IsDecimal && predicted.IsDecimal && baselinePredicted.IsDecimal)
        {
            sign = _decimals.Add(Residual.Of(actual, predicted), Residual.Of(actual, baselinePredicted));
        }
        else
        {
            sign = _binaries.Add(actual, predicted, baselinePredicted);
        }

        _wins += sign < 0 ? 1 : 0;
        _ties += sign == 0 ? 1 : 0;
    }

    /// <summary>Adds the records of others.</summary>
    internal void Add(PairedLosses other)
    {
        _count += other._count;
        _wins += other._wins;
        _ties += other._ties;
        _added += other._binaries.ToTotals() + other._decimals.ToTotals() + other._added;
    }

    /// <summary>The comparison of all records so far; more may follow.</summary>
    internal L2LossComparison ToComparison()
    {
        var comparison = new L2LossComparison { Count = _count };
        if (_count == 0)
        {
            return comparison;
        }

        comparison.WinRate = (_wins + (0.5 * _ties)) / _count;
        double deviation = (_binaries.ToTotals() + _decimals.ToTotals() + _added).Fill(comparison, _count);
        if (_count > 1)
        {
            Test(comparison, deviation);
        }

        return comparison;
    }

    /// <summary>The standard error of the mean from sum((d - mean)^2): of n records, over n * (n - 1).</summary>
    internal static double StandardError(WideSum spread, double count) =>
        (spread / count / (count - 1.0)).Sqrt().ToDouble();

    private void Test(L2LossComparison comparison, double error)
    {
        double degrees = _count - 1.0;
        double mean = comparison.MeanLossDifference;
        double margin = StudentT.Quantile(0.05, degrees) * error;
        comparison.StandardError = error;
        comparison.ConfidenceLow = mean - margin;
        comparison.ConfidenceHigh = mean + margin;
        comparison.PValue = error > 0.0 ? StudentT.TwoSided(mean / error, degrees) : mean == 0.0 ? 1.0 : 0.0;
    }
}
