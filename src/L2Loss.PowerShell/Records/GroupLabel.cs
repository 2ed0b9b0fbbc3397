using System.Collections.Specialized;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>How a group is shown.</summary>
internal sealed class GroupLabel
{
    /// <summary>The label of a key whose values have these names.</summary>
    internal GroupLabel(in RecordKey key, string[] names)
    {
        Text = key.ToString();
        var values = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < key.Count; i++)
        {
            values[names[i]] = key[i];
        }

        // All items and summaries of the group share it.
        Key = values.AsReadOnly();
    }

    /// <summary>The key values, joined by a comma and a blank.</summary>
    internal string Text { get; }

    /// <summary>The names and values of the keys.</summary>
    internal OrderedDictionary Key { get; }
}
