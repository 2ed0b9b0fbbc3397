using System.Management.Automation;

namespace L2Loss.PowerShell.Summaries;

/// <summary>Summaries as they are written.</summary>
internal static class SummaryOutput
{
    /// <summary>The type name by which the views show the group of a summary.</summary>
    private const string GroupTypeName = "L2Loss.L2LossSummary#Group";

    /// <summary>The summary, marked when it has a group.</summary>
    internal static object Of(L2LossSummary summary)
    {
        if (summary.Group is null)
        {
            return summary;
        }

        PSObject marked = PSObject.AsPSObject(summary);
        marked.TypeNames.Insert(0, GroupTypeName);
        return marked;
    }
}
