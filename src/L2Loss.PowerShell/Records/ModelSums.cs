namespace L2Loss.PowerShell.Records;

/// <summary>The running sums of one model in one group.</summary>
internal sealed class ModelSums
{
    internal ModelSums(string? name, string? group, L2LossAccumulator sums)
    {
        Name = name;
        Group = group;
        Sums = sums;
    }

    /// <summary>The name of the property that holds the predictions; null for arrays.</summary>
    internal string? Name { get; }

    /// <summary>The key values as text; null without grouping.</summary>
    internal string? Group { get; }

    internal L2LossAccumulator Sums { get; }

    /// <summary>Records whose turn to be summed has not come, where they are summed in blocks.</summary>
    internal PairBuffer? Buffer { get; set; }

    /// <summary>The last records, where their error is asked for.</summary>
    internal RollingMse? Window { get; set; }
}
