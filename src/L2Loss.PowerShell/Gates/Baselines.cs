using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Gates;

/// <summary>The Mse of each baseline, by model and group.</summary>
internal sealed class Baselines
{
    private const string Limit = "MaximumRegressionPercent";

    private readonly Dictionary<SummaryIdentity, double> _mse = [];
    private readonly HashSet<SummaryIdentity> _unmeasured = [];
    private readonly double _percent;
    private readonly string? _path;

    /// <summary>Baselines over which the Mse may rise by some percent.</summary>
    /// <param name="percent">By how many.</param>
    /// <param name="path">The file that they are from; null where there is none.</param>
    internal Baselines(double percent, string? path) => (_percent, _path) = (percent, path);

    /// <summary>The baselines that no summary came for so far.</summary>
    internal IEnumerable<SummaryIdentity> Unmeasured => _mse.Keys.Where(_unmeasured.Contains);

    /// <summary>Adds one baseline; an item that was saved with it is passed over.</summary>
    internal bool TryAdd(PSObject input, [NotNullWhen(false)] out ErrorRecord? error)
    {
        error = null;
        if (SummaryShape.IsItem(input))
        {
            return true;
        }

        try
        {
            var baseline = new GivenSummary(input);
            NumberFault? fault = baseline.GetNumber(nameof(L2LossSummary.Mse), out double mse);
            if (fault is null or NumberFault.NotNumeric)
            {
                error = Errors.NotABaseline(input, _path);
            }
            else if (!_mse.TryAdd(baseline.Identity, baseline.HasRecords ? mse : double.NaN))
            {
                error = Errors.AmbiguousBaseline(input);
            }
            else
            {
                _unmeasured.Add(baseline.Identity);
            }
        }
        catch (Exception failure) when (GivenSummary.IsFailure(failure))
        {
            error = Errors.FailedSummary(input, failure);
        }

        return error is null;
    }

    /// <summary>The Mse of the baseline with the model and group of a summary; NaN where it has none itself.</summary>
    internal bool TryFind(SummaryIdentity summary, out double mse)
    {
        _unmeasured.Remove(summary);
        return _mse.TryGetValue(summary, out mse);
    }

    /// <summary>Holds an Mse against that of its baseline. For 0 percent the largest that passes is that, to the bit.</summary>
    internal L2LossCheck Check(double mse, double baseline)
    {
        double step = baseline * _percent / 100.0;
        step = double.IsInfinity(step) ? baseline / 100.0 * _percent : step;
        double bound = double.IsInfinity(baseline) ? double.NaN : baseline + step;
        return new L2LossCheck
        {
            Name = Limit,
            Limit = bound,
            Value = mse,
            Passed = double.IsFinite(mse) && mse <= bound,
            Message = Sentence(mse, baseline),
        };
    }

    /// <summary>By how many percent a value is above the baseline; infinite above a baseline of 0.</summary>
    internal static double RegressionPercent(double value, double baseline) =>
        value == baseline && double.IsFinite(value) ? 0.0 : 100.0 * ((value - baseline) / baseline);

    private string Sentence(double mse, double baseline)
    {
        (string value, string before) = SummaryLimit.Numbers(mse, baseline);
        string allowed = $"allowed {_percent.ToString("G10", CultureInfo.InvariantCulture)} %";
        if (!double.IsFinite(mse) || !double.IsFinite(baseline))
        {
            return $"Mse {value} cannot be compared with the baseline {before}; {allowed}";
        }

        if (mse == baseline)
        {
            return $"Mse {value} is that of the baseline; {allowed}";
        }

        double percent = Math.Abs(RegressionPercent(mse, baseline));
        string by = percent.ToString(percent >= 0.1 ? "0.#" : "G2", CultureInfo.InvariantCulture);
        if (mse > baseline && allowed == $"allowed {by} %" && percent != _percent)
        {
            by = SummaryLimit.Numbers(percent, _percent).First;
        }

        return double.IsInfinity(percent)
            ? $"Mse {value} is above the baseline {before}; {allowed}"
            : $"Mse {value} is {by} % {(mse > baseline ? "above" : "below")} the baseline {before}; {allowed}";
    }
}
