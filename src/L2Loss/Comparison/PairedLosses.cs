namespace L2Loss;

/// <summary>The losses of two models on the same records, in constant memory.</summary>
/// <remarks>
/// Records of decimals are summed exactly, others in double-double with error-free differences; the difference of two
/// losses is the product of the difference of the predictions and the sum of the residuals, which does not cancel.
/// </remarks>
internal sealed class PairedLosses
{
    // The differences are spread about their mean by less than 2^-40 of it: the rounding noise of double-double.
    private static readonly WideSum Resolution = WideSum.From(Math.ScaleB(1.0, -80));

    private readonly PairedDecimals _decimals = new();
    private long _count;
    private long _wins;
    private long _ties;
    private bool _hasBinaries;
    private WideSum _squares;
    private WideSum _baselineSquares;
    private WideSum _differences;
    private WideSum _squaredDifferences;

    /// <summary>Adds one record: the residuals of both models, and the predictions they come from.</summary>
    internal void Add(in Residual model, in Residual baseline, in Number predicted, in Number baselinePredicted)
    {
        _count++;
        int sign;
        if (model.IsDecimal && baseline.IsDecimal)
        {
            sign = _decimals.Add(model, baseline);
        }
        else
        {
            WideSum error = model.ToWide();
            WideSum baselineError = baseline.ToWide();
            WideSum difference = Residual.Of(baselinePredicted, predicted).ToWide() * (error + baselineError);
            _hasBinaries = true;
            _squares += error * error;
            _baselineSquares += baselineError * baselineError;
            _differences += difference;
            _squaredDifferences += difference * difference;
            sign = difference.IsZero ? 0 : difference.IsNegative ? -1 : 1;
        }

        _wins += sign < 0 ? 1 : 0;
        _ties += sign == 0 ? 1 : 0;
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
        double deviation = _hasBinaries ? FillWide(comparison) : _decimals.Fill(comparison, _count);
        if (_count > 1)
        {
            Test(comparison, deviation);
        }

        return comparison;
    }

    /// <summary>The standard error of the mean from sum((d - mean)^2): of n records, over n * (n - 1).</summary>
    internal static double StandardError(WideSum spread, double count) =>
        (spread / count / (count - 1.0)).Sqrt().ToDouble();

    /// <summary>Everything but the test; the result is the standard error.</summary>
    private double FillWide(L2LossComparison comparison)
    {
        PairedDecimals.Totals decimals = _decimals.ToTotals();
        WideSum squares = _squares + PairedDecimals.Totals.Wide(decimals.Squares);
        WideSum baseline = _baselineSquares + PairedDecimals.Totals.Wide(decimals.BaselineSquares);
        WideSum differences = _differences + PairedDecimals.Totals.Wide(decimals.Squares - decimals.BaselineSquares);
        WideSum squared = _squaredDifferences + PairedDecimals.Totals.WideSquare(decimals.SquaredDifferences);
        WideSum mean = differences / _count;
        comparison.Mse = (squares / _count).ToDouble();
        comparison.BaselineMse = (baseline / _count).ToDouble();
        comparison.MeanLossDifference = mean.ToDouble();
        if (!baseline.IsZero)
        {
            comparison.SkillScore = (-differences / baseline).ToDouble();
        }

        WideSum spread = squared - (mean * differences);
        return _count < 2 ? double.NaN
            : (spread - (squared * Resolution)).IsNegative ? 0.0
            : StandardError(spread, _count);
    }

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
