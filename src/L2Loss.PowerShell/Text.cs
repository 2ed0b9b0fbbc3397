using System.Management.Automation;

namespace L2Loss.PowerShell;

/// <summary>Values and counts as messages show them.</summary>
internal static class Text
{
    private const int MaximumLength = 60;

    /// <summary>A value in one line: null as the word, all else in quotes, cut when long.</summary>
    internal static string Quote(object? value)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is null or DBNull)
        {
            return bare is null ? "null" : "DBNull";
        }

        string text = Show(Convert(value));
        return bare is string ? $"'{text}'" : $"'{text}' ({bare.GetType().Name})";
    }

    /// <summary>Text from elsewhere as a message may show it, cut when long.</summary>
    internal static string Show(string text)
    {
        string start = text.Length > MaximumLength ? $"{text[..MaximumLength]}..." : text;
        return string.Concat(start.Select(character => char.IsControl(character)
            ? FormattableString.Invariant($"\\u{(int)character:x4}")
            : character.ToString()));
    }

    /// <summary>What the runtime or a script says.</summary>
    internal static string Sentence(string message) => message.Replace("\r", string.Empty).Replace('\n', ' ');

    /// <summary>A count with its noun: <c>1 record</c>, <c>2 records</c>.</summary>
    internal static string Count(long count, string noun) =>
        FormattableString.Invariant($"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    /// <summary>A record in a message: <c>Record 3</c>, or for a file <c>prices.csv, line 4, record 3</c>.</summary>
    internal static string Where(string? path, long line, long record) => path is null
        ? FormattableString.Invariant($"Record {record}")
        : line == 0
        ? FormattableString.Invariant($"{path}, record {record}")
        : FormattableString.Invariant($"{path}, line {line}, record {record}");

    /// <summary>A part of so many bytes: <c>12 of 700 MB</c>.</summary>
    internal static string Megabytes(long part, long whole) =>
        FormattableString.Invariant($"{part / 1e6:F0} of {whole / 1e6:F0} MB");

    /// <summary>Names in quotes, the first dozen of them.</summary>
    internal static string List(IReadOnlyList<string> names)
    {
        const int Most = 12;
        string list = string.Join(", ", names.Take(Most).Select(name => $"'{name}'"));
        return names.Count > Most ? $"{list} and {Count(names.Count - Most, "other")}" : list;
    }

    private static string Convert(object? value)
    {
        try
        {
            return LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;
        }
        catch (PSInvalidCastException)
        {
            // A ToString() that throws must not turn one bad record into the end of all.
            return string.Empty;
        }
    }

    /// <summary>The model and the group in a message: nothing when there is none.</summary>
    internal static string Of(string? model, string? group) =>
        (model is null ? string.Empty : $" of model '{model}'") + (group is null ? string.Empty : $" in group '{group}'");
}
