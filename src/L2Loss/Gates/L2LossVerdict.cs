namespace L2Loss;

/// <summary>What a gate says of one summary: the verdict and every check behind it.</summary>
public class L2LossVerdict
{
    /// <summary>The model of the summary.</summary>
    public string? Model { get; set; }

    /// <summary>The group of the summary.</summary>
    public string? Group { get; set; }

    /// <summary>The source of the summary.</summary>
    public string? Source { get; set; }

    /// <summary>True only where there is a check and all of them passed.</summary>
    public bool Passed { get; set; }

    /// <summary>Why the summary failed before its values were looked at; null where they decided.</summary>
    public string? Reason { get; set; }

    /// <summary>The Mse of the baseline; NaN without one.</summary>
    public double BaselineMse { get; set; } = double.NaN;

    /// <summary>By how many percent the Mse is above that of the baseline, below it when negative; NaN without one.</summary>
    public double RegressionPercent { get; set; } = double.NaN;

    /// <summary>One check for each limit.</summary>
    public IReadOnlyList<L2LossCheck> Checks { get; set; } = [];
}
