using System.Collections;
using L2Loss.Files;

namespace L2Loss.PowerShell.Summaries;

/// <summary>
/// Which data a summary is of: its model and the key values of its group, in any case. Where one of two has no key values
/// (a mock, or text that lost them), the text of the group decides.
/// </summary>
internal sealed class SummaryIdentity : IEquatable<SummaryIdentity>
{
    internal SummaryIdentity(string? model, string? group, KeyValues? key)
    {
        Model = model;
        Group = group ?? (key is null ? null : RecordKey.Of([.. key.Values.Cast<object?>().Select(KeyValues.ValueText)]).ToString());
        Key = key is not null && Group is not null ? InOrder(key, Group) : null;
    }

    internal string? Model { get; }

    internal string? Group { get; }

    internal KeyValues? Key { get; }

    /// <inheritdoc/>
    public bool Equals(SummaryIdentity? other) =>
        other is not null && IsSame(Model, other.Model)
        && IsSame(Group, other.Group)
        && (Key is null || other.Key is null || HaveSameValues(Key, other.Key));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SummaryIdentity);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        (Hash(Model) * 31) ^ Hash(Group);

    private static int Hash(string? text) => text is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(text.Trim());

    private static bool IsSame(string? first, string? second) =>
        string.Equals(first?.Trim(), second?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool HaveSameValues(KeyValues first, KeyValues second) =>
        first.Count == second.Count
        && first.Cast<DictionaryEntry>().All(entry => second.Contains(entry.Key)
            && IsSame(KeyValues.ValueText(entry.Value), KeyValues.ValueText(second[entry.Key])));

    /// <summary>
    /// The values in the order in which the text of the group has them, since a dictionary may lose it in CLIXML. Null where
    /// they do not make that text: a value came back as something else, and does not tell groups apart any more.
    /// </summary>
    private static KeyValues? InOrder(KeyValues key, string group)
    {
        var rest = key.Cast<DictionaryEntry>().ToList();
        var order = new List<DictionaryEntry>(rest.Count);
        if (!TryOrder(rest, group, order))
        {
            return null;
        }

        var ordered = new System.Collections.Specialized.OrderedDictionary();
        foreach (DictionaryEntry entry in order)
        {
            ordered[entry.Key] = entry.Value;
        }

        return KeyValues.Of(ordered);
    }

    private static bool TryOrder(List<DictionaryEntry> rest, string text, List<DictionaryEntry> order)
    {
        for (int i = 0; i < rest.Count; i++)
        {
            DictionaryEntry entry = rest[i];
            string value = KeyValues.ValueText(entry.Value).Trim();
            bool isLast = rest.Count == 1;
            if (isLast ? IsSame(text, value) : text.StartsWith($"{value}, ", StringComparison.OrdinalIgnoreCase))
            {
                order.Add(entry);
                rest.RemoveAt(i);
                if (isLast || TryOrder(rest, text[(value.Length + 2)..], order))
                {
                    return true;
                }

                rest.Insert(i, entry);
                order.RemoveAt(order.Count - 1);
            }
        }

        return false;
    }
}
