namespace L2Loss.PowerShell.Records;

/// <summary>The running sums of one model.</summary>
internal sealed class ModelSums
{
    internal ModelSums(string? name) => Name = name;

    /// <summary>The name of the property that holds the predictions; null for arrays.</summary>
    internal string? Name { get; set; }

    internal L2LossAccumulator Sums { get; } = new();
}
