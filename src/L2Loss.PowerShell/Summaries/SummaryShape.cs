using System.Collections;
using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Summaries;

/// <summary>
/// Tells summaries and items by their properties, since what came through CLIXML, JSON, CSV or a job has lost its type.
/// </summary>
internal static class SummaryShape
{
    private static readonly NumberReader Reader = new();

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

    /// <summary>
    /// A number, in text written invariantly; null where the property is absent. NaN where there is none: then the result
    /// says why.
    /// </summary>
    internal static NumberFault? GetNumber(PSObject input, string property, out double number)
    {
        number = double.NaN;
        if (!Has(input, property))
        {
            return null;
        }

        NumberFault fault = Reader.Read(BadValue.Bare(GetValue(input, property)), out Number read);
        number = fault == NumberFault.None ? read.Value : double.NaN;
        return fault;
    }

    /// <summary>False where the summary says that it has no records; a mock may not say anything.</summary>
    internal static bool HasRecords(PSObject input) =>
        GetNumber(input, nameof(L2LossSummary.Count), out double count) is null || count > 0.0;

    /// <summary>The model and the group, by which summaries are told apart in any case.</summary>
    internal static string Key(PSObject input) =>
        $"{GetText(input, nameof(L2LossSummary.Model))}\u001F{GetText(input, nameof(L2LossSummary.Group))}";

    /// <summary>The value of a property; null where it is absent.</summary>
    internal static object? GetValue(PSObject input, string property) =>
        input.BaseObject is IDictionary dictionary
            ? RecordShape.Lookup(dictionary, property)
            : input.Properties[property]?.Value;

    private static bool Has(PSObject input, string property) => RecordShape.FindName(input, property) is not null;
}
