using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell;

/// <summary>Values, names and counts as messages show them: safe for any terminal, and short.</summary>
internal static class Text
{
    /// <summary>No message is longer.</summary>
    internal const int MaximumMessage = 2000;

    private const int MaximumPath = 260;
    private const int MaximumList = 400;
    private const int MaximumSentence = 400;

    private static readonly Regex BareArgument = new(
        @"^([\p{L}_/\\]|\.{1,2}[/\\])[\p{L}\p{Nd}_.:/\\-]*\z", RegexOptions.CultureInvariant);

    private static readonly Regex BareMember = new(@"^[\p{L}_][\p{L}\p{Nd}_]*\z", RegexOptions.CultureInvariant);

    /// <summary>A value in one line: null as the word, all else in quotes, cut when long.</summary>
    internal static string Quote(object? value)
    {
        object? bare = ObjectValue.Unwrap(value);
        return bare switch
        {
            null => "null",
            DBNull => "DBNull",
            string text => $"'{Show(text)}'",
            _ => $"'{Show(Convert(value))}' ({Show(bare.GetType().Name)})",
        };
    }

    /// <summary>
    /// Text from elsewhere as a message may show it, cut when long: what controls the terminal, prints as nothing or as a
    /// blank of another kind is written as <c>\u....</c>.
    /// </summary>
    internal static string Show(string text) => VisibleText.Of(text);

    /// <summary>A path; of one that is very long its end.</summary>
    internal static string Path(string path)
    {
        string shown = VisibleText.Of(path, 6 * path.Length);
        return shown.Length <= MaximumPath ? shown : $"...{shown[^MaximumPath..]}";
    }

    /// <summary>What the runtime or a script says: as safe, but longer.</summary>
    internal static string Sentence(string message) => VisibleText.Of(message.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' '), MaximumSentence);

    /// <summary>A count with its noun: <c>1 record</c>, <c>2 records</c>.</summary>
    internal static string Count(long count, string noun) =>
        FormattableString.Invariant($"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    /// <summary>A record in a message: <c>Record 3</c>, or for a file <c>prices.csv, line 4, record 3</c>.</summary>
    internal static string Where(string? path, long line, long record) => path is null
        ? FormattableString.Invariant($"Record {record}")
        : line == 0
        ? FormattableString.Invariant($"{Path(path)}, record {record}")
        : FormattableString.Invariant($"{Path(path)}, line {line}, record {record}");

    /// <summary>A part of so many bytes: <c>12 of 700 MB</c>.</summary>
    internal static string Megabytes(long part, long whole) =>
        FormattableString.Invariant($"{part / 1e6:F0} of {whole / 1e6:F0} MB");

    /// <summary>Names in quotes, the first of them.</summary>
    internal static string List(IReadOnlyList<string> names) => List(names, name => $"'{Show(name)}'");

    /// <summary>Some things in words, the first of them.</summary>
    /// <param name="things">The things.</param>
    /// <param name="words">One of them in words.</param>
    /// <param name="separator">What stands between two of them.</param>
    /// <param name="most">No more of them.</param>
    /// <param name="length">No more characters, but for the first one.</param>
    internal static string List<T>(
        IReadOnlyList<T> things, Func<T, string> words, string separator = ", ", int most = 12, int length = MaximumList)
    {
        var list = new StringBuilder();
        int count = 0;
        foreach (T thing in things.Take(most))
        {
            string word = words(thing);
            if (count > 0 && list.Length + word.Length > length)
            {
                break;
            }

            list.Append(count == 0 ? string.Empty : separator).Append(word);
            count++;
        }

        return things.Count > count
            ? $"{list}{separator.TrimStart(',')}and {Count(things.Count - count, "other")}"
            : list.ToString();
    }

    /// <summary>The model and the group in a message: nothing when there is none.</summary>
    internal static string Of(string? model, string? group) =>
        (model is null ? string.Empty : $" of model {Quote(model)}") + (group is null ? string.Empty : $" in group {Quote(group)}");

    /// <summary>The text as one argument of a command that a user types: in quotes where it needs them.</summary>
    /// <remarks>What starts with a digit would be a number, and with a dash a parameter.</remarks>
    internal static string Argument(string text) => BareArgument.IsMatch(text) ? text : Quoted(text);

    /// <summary>A name as it stands after a point.</summary>
    internal static string Member(string name) => BareMember.IsMatch(name) ? name : Quoted(name);

    /// <summary>True where a message can show the text to be typed: nothing in it is invisible, and it is not too long.</summary>
    internal static bool CanBeTyped(string text) => VisibleText.Of(text, MaximumPath) == text;

    /// <summary>A path as an argument, where it can be typed; otherwise a word for it.</summary>
    internal static string PathArgument(string path, string otherwise = "$path") => CanBeTyped(path) ? Argument(path) : otherwise;

    /// <summary>A path as a parameter of a command that reads files.</summary>
    internal static string PathParameter(string path) =>
        $"{(HasWildcard(path) ? "-LiteralPath" : "-Path")} {PathArgument(path)}";

    /// <summary>A path as the first argument of a command that takes wildcards there.</summary>
    internal static string FirstPath(string path, string otherwise = "$path") =>
        $"{(HasWildcard(path) ? "-LiteralPath " : string.Empty)}{PathArgument(path, otherwise)}";

    /// <summary>A delimiter as an argument: <c>';'</c>, or <c>"`t"</c> for a tab.</summary>
    internal static string Delimiter(char delimiter) => delimiter == '\t' ? "\"`t\"" : $"'{Show(delimiter.ToString())}'";

    private static bool HasWildcard(string path) => WildcardPattern.ContainsWildcardCharacters(path);

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

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
}
