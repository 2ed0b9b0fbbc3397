using System.Text.RegularExpressions;
using L2Loss.Files;

namespace L2Loss.PowerShell.Advice;

/// <summary>Why a line has more values than the header has columns, and what to do about it.</summary>
internal static class LongLine
{
    // Two values that are one number with a decimal comma.
    private static readonly Regex DecimalComma = new(
        "(?<=^|,)[+-]?[0-9]+,[0-9]+(?=,|$)", RegexOptions.CultureInvariant);

    /// <summary>What to try, as the end of a message.</summary>
    internal static string Cure(CommandLine call, BadLine line, string path)
    {
        DelimitedLayout layout = line.Layout!;
        string first = layout.Reader.Delimiter == ',' && DecimalComma.Matches(line.Text).Cast<Match>().Count() >= line.Values - layout.Columns
            ? "decimal commas? Then quote the values (\"1,5\"), or separate them with semicolons, and use -Delimiter ';' -Culture de-DE"
            : $"quote a value that contains {Text.Delimiter(layout.Reader.Delimiter)}";
        return OnNames(call, line, layout, path) is string second ? $"{first}; or {second}" : first;
    }

    /// <summary>What to try where a column may have no name; null where that is not why.</summary>
    private static string? OnNames(CommandLine call, BadLine line, DelimitedLayout layout, string path)
    {
        if (layout.HeaderEnd == 0)
        {
            return $"are there more columns? Then name them all: -Header {FileAdvice.Names(WithLast(layout.Names, line.Values))}";
        }

        // As R writes it, the names of the rows have no name; other programs end the header with delimiters.
        IReadOnlyList<string>? names = line.Values <= layout.Fields ? WithLast(layout.Names, layout.Fields)
            : line.Values == layout.Columns + 1 ? [NewName("Row", layout.Names), .. layout.Names]
            : null;
        if (names is null)
        {
            return null;
        }

        string delimiter = layout.Reader.Delimiter == ',' ? string.Empty : $" -Delimiter {Text.Delimiter(layout.Reader.Delimiter)}";
        string which = line.Values <= layout.Fields ? "a last" : "the first";
        return $"does {which} column have no name? Then give them all: "
            + FileAdvice.PipedBelow(call, path, RecordFiles.PackingOf(path) != Packing.None, layout.HeaderEnd, $" -Header {FileAdvice.Names(names)}{delimiter}");
    }

    private static List<string> WithLast(IReadOnlyList<string> names, int count)
    {
        List<string> all = [.. names];
        while (all.Count < count)
        {
            all.Add(NewName($"C{all.Count + 1}", all));
        }

        return all;
    }

    private static string NewName(string name, IReadOnlyList<string> names)
    {
        while (names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            name += "_";
        }

        return name;
    }
}
