using System.Collections;
using System.Text;

namespace L2Loss;

/// <summary>
/// The model and the key of a summary as the last part of the text of its merge state, where they need it: ConvertFrom-Json makes
/// dates of texts that look like one, and such a date does not say what its text was.
/// </summary>
/// <remarks>The model, and then the name and the text of each value, in Base64.</remarks>
internal static class StateNames
{
    private const string Start = "names:";

    /// <summary>The part; null where JSON keeps model and key as they are.</summary>
    internal static string? Write(string? model, KeyValues? key)
    {
        string[] names =
        [
            model ?? string.Empty,
            .. key?.Cast<DictionaryEntry>().SelectMany(entry => new[] { KeyValues.ValueText(entry.Key), KeyValues.ValueText(entry.Value) }) ?? [],
        ];
        return Array.Exists(names, LooksLikeDate)
            ? Start + string.Join(':', names.Select(name => Convert.ToBase64String(Encoding.Unicode.GetBytes(name))))
            : null;
    }

    /// <summary>True for such a part.</summary>
    internal static bool Are(string part) => part.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>The model and the key in the text of a merge state; false where it has none.</summary>
    internal static bool TryRead(string state, out string? model, out KeyValues? key)
    {
        (model, key) = (null, null);
        string part = state[(state.LastIndexOf(' ') + 1)..];
        if (!Are(part) || !StateText.TryRead(state, out _))
        {
            return false;
        }

        string[] names = [.. part[Start.Length..].Split(':').Select(name => Encoding.Unicode.GetString(Convert.FromBase64String(name)))];
        model = names[0].Length == 0 ? null : names[0];
        key = names.Length == 1 ? null : KeyValues.Of(
            [.. names.Where((_, i) => i % 2 == 1)], names.Where((_, i) => i > 0 && i % 2 == 0).ToArray());
        return true;
    }

    /// <summary>True for all that ConvertFrom-Json takes for a date, and some more.</summary>
    private static bool LooksLikeDate(string text) =>
        (text.Length > 10 && text[10] == 'T') || text.StartsWith("/Date(", StringComparison.Ordinal);
}
