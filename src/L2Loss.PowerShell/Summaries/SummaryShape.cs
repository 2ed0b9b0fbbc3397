using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Summaries;

/// <summary>
/// Tells summaries and items by their properties, since what came through CLIXML, JSON, CSV or a job has lost its type.
/// </summary>
internal static class SummaryShape
{
    /// <summary>What a gate computes from Read and Count.</summary>
    internal const string LeftOutPercent = "LeftOutPercent";

    /// <summary>True for an item, live or not.</summary>
    internal static bool IsItem(PSObject input) =>
        input.BaseObject is L2LossItem
        || (ObjectValue.Has(input, nameof(L2LossItem.L2Loss)) && ObjectValue.Has(input, nameof(L2LossItem.Difference))
            && !ObjectValue.Has(input, nameof(L2LossSummary.Mse)));

    /// <summary>True for a summary, live or not.</summary>
    internal static bool IsSummary(PSObject input) =>
        input.BaseObject is L2LossSummary
        || (ObjectValue.Has(input, nameof(L2LossSummary.Mse)) && ObjectValue.Has(input, nameof(L2LossSummary.MergeState)));

    /// <summary>True for a row of New-L2LossQuery.</summary>
    internal static bool IsQueryRow(PSObject input) => ObjectValue.Has(input, QueryColumns.Form);
}
