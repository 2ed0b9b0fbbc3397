using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Gates;

/// <summary>The Mse of each baseline, by model and group in any case.</summary>
internal sealed class Baselines
{
    private readonly Dictionary<string, double> _mse = new(StringComparer.OrdinalIgnoreCase);
    private readonly double _percent;

    /// <summary>Baselines over which the Mse may rise by some percent.</summary>
    internal Baselines(double percent) => _percent = percent;

    /// <summary>Adds one baseline; an item that was saved with it is passed over.</summary>
    internal bool TryAdd(PSObject input, [NotNullWhen(false)] out ErrorRecord? error)
    {
        error = null;
        if (SummaryShape.IsItem(input))
        {
            return true;
        }

        NumberFault? fault = SummaryShape.GetNumber(input, nameof(L2LossSummary.Mse), out double mse);
        if (fault is null or NumberFault.NotNumeric)
        {
            error = Errors.NotABaseline(input);
        }
        else if (!_mse.TryAdd(SummaryShape.Key(input), SummaryShape.HasRecords(input) ? mse : double.NaN))
        {
            error = Errors.AmbiguousBaseline(input);
        }

        return error is null;
    }

    /// <summary>The Mse of the baseline with the model and group of a summary; NaN where it has none itself.</summary>
    internal bool TryFind(PSObject summary, out double mse) => _mse.TryGetValue(SummaryShape.Key(summary), out mse);

    /// <summary>The largest Mse that passes. For 0 percent it is that of the baseline, to the bit.</summary>
    internal SummaryLimit Limit(double baseline)
    {
        double step = baseline * _percent / 100.0;
        step = double.IsInfinity(step) ? baseline / 100.0 * _percent : step;
        return new SummaryLimit("MaximumRegressionPercent", nameof(L2LossSummary.Mse), baseline + step);
    }

    /// <summary>By how many percent a value is above the baseline; infinite above a baseline of 0.</summary>
    internal static double RegressionPercent(double value, double baseline) =>
        value == baseline ? 0.0 : 100.0 * ((value - baseline) / baseline);
}
