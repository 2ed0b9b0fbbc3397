using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// Something for each group of records: groups are the distinct values of the key properties, in any case as for
/// Group-Object, in order of first appearance.
/// </summary>
/// <typeparam name="T">What is kept for a group, such as the sums of all models.</typeparam>
internal sealed class RecordGroups<T>
    where T : class
{
    private readonly ValueSource[] _keys;
    private readonly Func<string?, T> _newGroup;
    private readonly Dictionary<string, T> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly T? _all;

    /// <summary>Groups by key properties; without any there is one group of all records.</summary>
    internal RecordGroups(ValueSource[] keys, Func<string?, T> newGroup)
    {
        _keys = keys;
        _newGroup = newGroup;
        _all = keys.Length == 0 ? newGroup(null) : null;
    }

    /// <summary>What is kept for the group to which a record belongs; a null record has empty keys.</summary>
    internal T Of(PSObject? record)
    {
        if (_all is not null)
        {
            return _all;
        }

        string key = _keys.Length == 1
            ? KeyText(_keys[0], record)
            : string.Join(GroupKey.Separator, _keys.Select(source => KeyText(source, record)));
        if (!_groups.TryGetValue(key, out T? group))
        {
            group = _newGroup(GroupKey.Shown(key));
            _groups.Add(key, group);
        }

        return group;
    }

    /// <summary>The value as PowerShell shows it in any culture; a property that fails has no value.</summary>
    private static string KeyText(ValueSource source, PSObject? record)
    {
        try
        {
            object? value = record is null ? null : source.GetValue(record);
            return value as string ?? LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;
        }
        catch (GetValueException)
        {
            return string.Empty;
        }
    }
}
