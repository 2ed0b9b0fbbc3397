using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// A calculated property as Select-Object takes it: <c>@{ Name = 'Month'; Expression = { ... } }</c>, also with Label, and
/// with the beginnings of these words.
/// </summary>
internal static class CalculatedProperty
{
    /// <summary>The name, null where there is none, and the expression; false where that is missing, or something else is there.</summary>
    internal static bool TryRead(IDictionary entries, out string? name, [NotNullWhen(true)] out object? expression)
    {
        name = null;
        expression = null;
        foreach (DictionaryEntry entry in entries)
        {
            string key = RecordShape.KeyName(entry.Key);
            object? value = ObjectValue.Unwrap(entry.Value);
            if (IsShort(key, "Name") || IsShort(key, "Label"))
            {
                name = value?.ToString() is string text && !string.IsNullOrWhiteSpace(text) ? text : null;
            }
            else if (IsShort(key, "Expression"))
            {
                expression = value;
            }
            else
            {
                return false;
            }
        }

        return expression is not null;
    }

    /// <summary>The first name that an earlier one is the same as, in any case; null where there is none.</summary>
    internal static string? FindRepeated(IEnumerable<string> names)
    {
        var earlier = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return names.FirstOrDefault(name => !earlier.Add(name));
    }

    private static bool IsShort(string key, string name) =>
        key.Length > 0 && name.StartsWith(key, StringComparison.OrdinalIgnoreCase);
}
