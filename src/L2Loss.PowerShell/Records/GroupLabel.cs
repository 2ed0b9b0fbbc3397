using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>How the items of a group show it.</summary>
internal sealed class GroupLabel
{
    /// <summary>The label of a key whose values have these names.</summary>
    internal GroupLabel(in RecordKey key, string[] names)
    {
        Text = key.ToString();
        Key = KeyValues.Of(names, key.Values!);
    }

    /// <summary>The key values, joined by a comma and a blank.</summary>
    internal string Text { get; }

    /// <summary>The names and values of the keys, which all items of the group share until they are asked for it.</summary>
    internal KeyValues Key { get; }
}
