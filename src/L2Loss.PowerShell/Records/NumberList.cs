using System.Collections;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>What a parameter for a list of numbers got, as a list.</summary>
internal static class NumberList
{
    /// <summary>A list as it is; another collection copied; a single value as a list of one.</summary>
    internal static IList Of(object? value)
    {
        object? bare = BadValue.Bare(value);
        return bare switch
        {
            // An array of several dimensions is a list without an index: it is read row by row.
            Array { Rank: > 1 } table => table.Cast<object?>().ToArray(),
            IList list => list,
            string => new[] { bare },
            _ when LanguagePrimitives.GetEnumerable(bare) is IEnumerable values => values.Cast<object?>().ToArray(),
            _ => new[] { bare },
        };
    }
}
