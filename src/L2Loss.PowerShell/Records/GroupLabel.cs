using System.Collections.Specialized;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>How a group is shown.</summary>
internal sealed class GroupLabel : IKeySource
{
    private readonly RecordKey _values;
    private readonly string[] _names;
    private OrderedDictionary? _key;

    /// <summary>The label of a key whose values have these names.</summary>
    internal GroupLabel(in RecordKey key, string[] names)
    {
        _values = key;
        _names = names;
        Text = key.ToString();
    }

    /// <summary>The key values, joined by a comma and a blank.</summary>
    internal string Text { get; }

    /// <summary>The names and values of the keys, which all items of the group share.</summary>
    internal OrderedDictionary Key => _key ??= MakeKey().AsReadOnly();

    /// <inheritdoc/>
    public OrderedDictionary MakeKey()
    {
        var values = new OrderedDictionary(_values.Count, StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < _values.Count; i++)
        {
            values[_names[i]] = _values[i];
        }

        return values;
    }
}
