using System.Collections.Concurrent;
using System.Management.Automation;

namespace L2Loss.PowerShell.Summaries;

/// <summary>Summaries as they are written.</summary>
internal static class SummaryOutput
{
    // What a list shows, and of which summaries.
    private static readonly (string Name, Func<L2LossSummary, bool> IsShown)[] Properties =
    [
        (nameof(L2LossSummary.Source), summary => summary.Source is not null),
        (nameof(L2LossSummary.Model), summary => summary.Model is not null),
        (nameof(L2LossSummary.Group), summary => summary.Group is not null),
        (nameof(L2LossSummary.Read), summary => summary.Read != summary.Count),
        (nameof(L2LossSummary.Count), _ => true),
        (nameof(L2LossSummary.Missing), summary => summary.Missing > 0),
        (nameof(L2LossSummary.UnmatchedActual), summary => summary.UnmatchedActual > 0),
        (nameof(L2LossSummary.UnmatchedPredicted), summary => summary.UnmatchedPredicted > 0),
        (nameof(L2LossSummary.DuplicateKeys), summary => summary.DuplicateKeys > 0),
        (nameof(L2LossSummary.NotNumeric), summary => summary.NotNumeric > 0),
        (nameof(L2LossSummary.NotFinite), summary => summary.NotFinite > 0),
        (nameof(L2LossSummary.InvalidWeight), summary => summary.InvalidWeight > 0),
        (nameof(L2LossSummary.WeightSum), summary => summary.WeightSum != summary.Count),
        (nameof(L2LossSummary.SumOfSquares), _ => true),
        (nameof(L2LossSummary.Mse), _ => true),
        (nameof(L2LossSummary.Rmse), _ => true),
        (nameof(L2LossSummary.Mae), _ => true),
        (nameof(L2LossSummary.MeanError), _ => true),
        (nameof(L2LossSummary.MaxError), _ => true),
        (nameof(L2LossSummary.R2), _ => true),
        (nameof(L2LossSummary.StandardError), _ => true),
        (nameof(L2LossSummary.LargestIndex), _ => true),
        (nameof(L2LossSummary.LargestLoss), _ => true),
        (nameof(L2LossSummary.LargestShare), _ => true),
    ];

    // Many groups have the same set, and making it costs as much as measuring a hundred records.
    private static readonly ConcurrentDictionary<int, PSMemberSet> Sets = new();

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
        if (summary is not (L2LossGroupSummary or L2LossFileGroupSummary))
        {
            output.Members.Add(Sets.GetOrAdd(Shown(summary), NewSet), preValidated: true);
        }

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

    /// <summary>A bit for each property that is shown.</summary>
    private static int Shown(L2LossSummary summary)
    {
        int shown = 0;
        for (int i = 0; i < Properties.Length; i++)
        {
            shown |= Properties[i].IsShown(summary) ? 1 << i : 0;
        }

        return shown;
    }

    private static PSMemberSet NewSet(int shown)
    {
        IEnumerable<string> names = Properties.Where((_, i) => (shown & (1 << i)) != 0).Select(property => property.Name);
        return new SharedMemberSet("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", names)]);
    }

    /// <summary>One set for many objects: the engine would give each a copy, though nothing in it is the object's own.</summary>
    private sealed class SharedMemberSet(string name, IEnumerable<PSMemberInfo> members) : PSMemberSet(name, members)
    {
        public override PSMemberInfo Copy() => this;
    }
}
