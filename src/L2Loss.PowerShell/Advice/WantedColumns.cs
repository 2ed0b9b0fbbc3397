using System.Management.Automation;

namespace L2Loss.PowerShell.Advice;

/// <summary>The columns that a file should have.</summary>
internal sealed class WantedColumns
{
    /// <summary>Columns by their names; null for what is no column.</summary>
    /// <param name="keys">The key of a join.</param>
    /// <param name="values">All others, the actual value first.</param>
    internal WantedColumns(IReadOnlyList<string> keys, IEnumerable<string?> values)
    {
        Keys = keys;
        All = [.. keys.Concat(values.OfType<string>().Where(name => !WildcardPattern.ContainsWildcardCharacters(name)))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Those of the key of a join, which come first.</summary>
    internal IReadOnlyList<string> Keys { get; }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<string> All { get; }

    /// <summary>True where another file, to which the same parameters apply, is read as it should be.</summary>
    internal bool IsOtherRight { get; init; }
}
