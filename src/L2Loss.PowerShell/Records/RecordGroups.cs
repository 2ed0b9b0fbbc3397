using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// The sums of all models for each group of records: groups are the distinct values of the key properties, in any case
/// as for Group-Object, in order of first appearance.
/// </summary>
internal sealed class RecordGroups
{
    private readonly Measurement _measurement;
    private readonly ValueSource[] _keys;
    private readonly string[] _models;
    private readonly Dictionary<string, ModelSums[]> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly ModelSums[]? _all;

    /// <summary>Groups by key properties; without any there is one group of all records.</summary>
    internal RecordGroups(Measurement measurement, ValueSource[] keys, string[] models)
    {
        _measurement = measurement;
        _keys = keys;
        _models = models;
        _all = keys.Length == 0 ? NewGroup(null) : null;
    }

    /// <summary>The sums, one for each model, to which a record belongs; a null record has empty keys.</summary>
    internal ModelSums[] Of(PSObject? record)
    {
        if (_all is not null)
        {
            return _all;
        }

        string key = _keys.Length == 1
            ? KeyText(_keys[0], record)
            : string.Join(GroupKey.Separator, _keys.Select(source => KeyText(source, record)));
        if (!_groups.TryGetValue(key, out ModelSums[]? models))
        {
            models = NewGroup(Shown(key));
            _groups.Add(key, models);
        }

        return models;
    }

    /// <summary>The values of a key as they are shown.</summary>
    internal static string Shown(string key) =>
        key.Replace(GroupKey.Separator.ToString(), ", ", StringComparison.Ordinal);

    private ModelSums[] NewGroup(string? group) => [.. _models.Select(model => _measurement.AddModel(model, group))];

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
