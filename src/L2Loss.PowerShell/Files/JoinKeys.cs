using System.Collections;
using L2Loss.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>The columns that tell which records of two files belong together, by their names in both files.</summary>
/// <param name="Actual">The names in the file of actual values.</param>
/// <param name="Predicted">The names in the file of predicted values, in the same order.</param>
internal sealed record JoinKeys(string[] Actual, string[] Predicted)
{
    /// <summary>
    /// What a parameter names: columns, or hashtables of those that the two files call by different names; null for anything else
    /// and for nothing.
    /// </summary>
    internal static JoinKeys? From(IEnumerable<object?> keys)
    {
        var names = new List<(string Actual, string Predicted)>();
        foreach (object? key in keys.Select(ObjectValue.Unwrap))
        {
            switch (key)
            {
                case string { Length: > 0 } name:
                    names.Add((name, name));
                    break;
                case IDictionary map:
                    foreach (DictionaryEntry entry in map)
                    {
                        if (entry.Key is not string { Length: > 0 } actual
                            || ObjectValue.Unwrap(entry.Value) is not string { Length: > 0 } predicted)
                        {
                            return null;
                        }

                        names.Add((actual, predicted));
                    }

                    break;
                default:
                    return null;
            }
        }

        (string Actual, string Predicted)[] distinct =
            [.. names.DistinctBy(name => name.Actual, StringComparer.OrdinalIgnoreCase)];
        return distinct.Length == 0
            ? null
            : new JoinKeys([.. distinct.Select(name => name.Actual)], [.. distinct.Select(name => name.Predicted)]);
    }

    /// <summary>A key in a message, with the names of one of the files.</summary>
    internal string Show(RecordKey key, bool isPredicted) =>
        string.Join(", ", (isPredicted ? Predicted : Actual).Select((name, i) => $"{Text.Show(name)} = {Text.Quote(key[i])}"));
}
