using System.Management.Automation;

namespace L2Loss.PowerShell.Summaries;

/// <summary>Summaries as they are written.</summary>
internal static class SummaryOutput
{
    private static readonly string[] Keys = [nameof(L2LossSummary.Source), nameof(L2LossSummary.Group)];
    private static readonly string[] KeysAndModel = [.. Keys, nameof(L2LossSummary.Model)];

    /// <summary>An empty summary of the class that is shown as a list, or as a row of a table where there are several.</summary>
    /// <param name="showsModel">Whether there are several models.</param>
    /// <param name="isOneOfMany">Whether there are several for another reason: groups or files.</param>
    internal static L2LossSummary New(bool showsModel, bool isOneOfMany) =>
        showsModel ? new L2LossKeyedSummary(KeysAndModel)
        : isOneOfMany ? new L2LossKeyedSummary(Keys)
        : new L2LossSummary();

    /// <summary>Says so when a summary has no mean: there are no records, or none has a weight.</summary>
    internal static void WarnIfEmpty(Cmdlet cmdlet, L2LossSummary summary)
    {
        if (summary.Count == 0)
        {
            cmdlet.WriteWarning(Errors.NoRecords(summary));
        }
        else if (summary.WeightSum == 0.0)
        {
            cmdlet.WriteError(Errors.NoWeight(summary));
        }
    }
}
