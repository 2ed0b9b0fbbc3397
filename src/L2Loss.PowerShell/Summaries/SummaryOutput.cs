using System.Collections.Concurrent;
using System.Management.Automation;

namespace L2Loss.PowerShell.Summaries;

/// <summary>Summaries as they are written.</summary>
internal static class SummaryOutput
{
    // Many groups have the same set, and making it costs as much as measuring a hundred records.
    private static readonly ConcurrentDictionary<string, PSMemberSet> Sets = new();

    /// <summary>
    /// The summary with the set of properties that a list of it shows: those that say something about this one.
    /// </summary>
    /// <remarks>
    /// Only the first object of a pipeline gets its format view; after the items the engine lists this set. An out-of-band
    /// view would be used there too, but Format-Table and Format-List * would no longer work.
    /// </remarks>
    internal static PSObject Of(L2LossSummary summary)
    {
        PSObject output = PSObject.AsPSObject(summary);
        output.Members.Add(Sets.GetOrAdd(string.Join(' ', Shown(summary)), NewSet), preValidated: true);
        return output;
    }

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

    private static IEnumerable<string> Shown(L2LossSummary summary)
    {
        (string Name, bool IsShown)[] properties =
        [
            (nameof(summary.Source), summary.Source is not null),
            (nameof(summary.Model), summary.Model is not null),
            (nameof(summary.Group), summary.Group is not null),
            (nameof(summary.Read), summary.Read != summary.Count),
            (nameof(summary.Count), true),
            (nameof(summary.Missing), summary.Missing > 0),
            (nameof(summary.UnmatchedActual), summary.UnmatchedActual > 0),
            (nameof(summary.UnmatchedPredicted), summary.UnmatchedPredicted > 0),
            (nameof(summary.DuplicateKeys), summary.DuplicateKeys > 0),
            (nameof(summary.NotNumeric), summary.NotNumeric > 0),
            (nameof(summary.NotFinite), summary.NotFinite > 0),
            (nameof(summary.InvalidWeight), summary.InvalidWeight > 0),
            (nameof(summary.WeightSum), summary.WeightSum != summary.Count),
            (nameof(summary.SumOfSquares), true),
            (nameof(summary.Mse), true),
            (nameof(summary.Rmse), true),
            (nameof(summary.Mae), true),
            (nameof(summary.MeanError), true),
            (nameof(summary.MaxError), true),
            (nameof(summary.R2), true),
            (nameof(summary.StandardError), true),
            (nameof(summary.LargestIndex), true),
            (nameof(summary.LargestLoss), true),
            (nameof(summary.LargestShare), true),
        ];
        return properties.Where(property => property.IsShown).Select(property => property.Name);
    }

    private static PSMemberSet NewSet(string names) =>
        new("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", names.Split(' '))]);
}
