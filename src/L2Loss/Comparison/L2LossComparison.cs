using System.Collections.Specialized;

namespace L2Loss;

/// <summary>How the L2 losses of a model compare with those of a baseline model on the same records.</summary>
public class L2LossComparison
{
    /// <summary>The name of the model.</summary>
    public string? Model { get; set; }

    /// <summary>The name of the model it is compared with.</summary>
    public string? Baseline { get; set; }

    /// <summary>The key values, joined by a comma and a blank; null without grouping.</summary>
    public string? Group { get; set; }

    /// <summary>The names and values of the keys, in the order of -GroupBy; null without grouping.</summary>
    public OrderedDictionary? Key { get; set; }

    /// <summary>The file; null for records from elsewhere.</summary>
    public string? Source { get; set; }

    /// <summary>Records seen: always Count + Missing + NotNumeric + NotFinite + Malformed.</summary>
    public long Read { get; set; }

    /// <summary>Records compared: those where the actual value and every model have a number.</summary>
    public long Count { get; set; }

    /// <summary>Records left out because a value is missing.</summary>
    public long Missing { get; set; }

    /// <summary>Records left out because a value is not a number.</summary>
    public long NotNumeric { get; set; }

    /// <summary>Records left out because a value is infinite.</summary>
    public long NotFinite { get; set; }

    /// <summary>Records left out because their line is broken or has more values than the header has columns.</summary>
    public long Malformed { get; set; }

    /// <summary>The mean squared error of the model.</summary>
    public double Mse { get; set; } = double.NaN;

    /// <summary>The mean squared error of the baseline.</summary>
    public double BaselineMse { get; set; } = double.NaN;

    /// <summary>1 - Mse / BaselineMse: above 0 the model is better; NaN where BaselineMse is 0.</summary>
    public double SkillScore { get; set; } = double.NaN;

    /// <summary>The mean of loss of the model - loss of the baseline; below 0 the model is better.</summary>
    public double MeanLossDifference { get; set; } = double.NaN;

    /// <summary>The standard error of the MeanLossDifference; NaN with fewer than two records.</summary>
    public double StandardError { get; set; } = double.NaN;

    /// <summary>The lower end of the 95 % confidence interval of the MeanLossDifference.</summary>
    public double ConfidenceLow { get; set; } = double.NaN;

    /// <summary>The upper end of the 95 % confidence interval of the MeanLossDifference.</summary>
    public double ConfidenceHigh { get; set; } = double.NaN;

    /// <summary>
    /// The two-sided p-value of the paired t-test: how often chance alone makes a difference as large. Where all
    /// differences are equal it is 1 if they are 0, else 0; NaN with fewer than two records.
    /// </summary>
    public double PValue { get; set; } = double.NaN;

    /// <summary>The share of records where the loss of the model is the smaller one; a tie counts half.</summary>
    public double WinRate { get; set; } = double.NaN;
}
