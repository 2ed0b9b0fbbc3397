using System.Collections;
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
        || (Has(input, nameof(L2LossItem.L2Loss)) && Has(input, nameof(L2LossItem.Difference))
            && !Has(input, nameof(L2LossSummary.Mse)));

    /// <summary>True for a summary, live or not.</summary>
    internal static bool IsSummary(PSObject input) =>
        input.BaseObject is L2LossSummary
        || (Has(input, nameof(L2LossSummary.Mse)) && Has(input, nameof(L2LossSummary.MergeState)));

    /// <summary>True for a row of New-L2LossQuery.</summary>
    internal static bool IsQueryRow(PSObject input) => Has(input, QueryColumns.Form);

    /// <summary>The text of a property; null where it is null or, as after CSV, empty.</summary>
    internal static string? GetText(PSObject input, string property)
    {
        string? text = LanguagePrimitives.ConvertTo<string>(GetValue(input, property));
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>The value of a property; null where it is absent.</summary>
    internal static object? GetValue(PSObject input, string property) =>
        input.BaseObject is IDictionary dictionary
            ? RecordShape.Lookup(dictionary, property)
            : input.Properties[property]?.Value;

    /// <summary>Whether there is a property, in any case.</summary>
    internal static bool Has(PSObject input, string property) => RecordShape.FindName(input, property) is not null;
}
