namespace L2Loss;

/// <summary>One limit of a gate, the value it was held against and the verdict.</summary>
public class L2LossCheck
{
    /// <summary>The parameter that set the limit, such as <c>MaximumMse</c>.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The limit; for a baseline the largest Mse that passes. NaN where there is no baseline.</summary>
    public double Limit { get; set; } = double.NaN;

    /// <summary>The value of the summary; NaN where it has none.</summary>
    public double Value { get; set; } = double.NaN;

    /// <summary>Whether the value keeps the limit.</summary>
    public bool Passed { get; set; }

    /// <summary>The check as a sentence, such as <c>Rmse 4.21 is above MaximumRmse 3</c>.</summary>
    public string Message { get; set; } = string.Empty;

    /// <summary>The check as a sentence.</summary>
    public override string ToString() => Message;
}
