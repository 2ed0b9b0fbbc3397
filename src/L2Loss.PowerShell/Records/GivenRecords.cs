using System.Collections;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Records given by name instead of through the pipeline: one, or a whole list of them.</summary>
internal static class GivenRecords
{
    /// <summary>The elements of a list, or the record itself; a dictionary is a record.</summary>
    internal static IEnumerable<PSObject?> Of(PSObject? given) =>
        given?.BaseObject is null or string or IDictionary
            || LanguagePrimitives.GetEnumerable(given) is not IEnumerable list
            ? [given]
            : list.Cast<object?>().Select(record => record is null ? null : PSObject.AsPSObject(record));
}
