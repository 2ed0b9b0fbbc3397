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
        var cures = new List<string>();
        if (line.Delimiter == ',' && DecimalComma.Matches(line.Text).Cast<Match>().Count() >= line.Values - line.Columns.Count)
        {
            cures.Add(
                "decimal commas? Then quote the values (\"1,5\"), or separate them with semicolons, and use -Delimiter ';' "
                + "-Culture de-DE");
        }
        else
        {
            cures.Add($"quote a value that contains {Text.Delimiter(line.Delimiter!.Value)}");
        }

        if (line.Values == line.Columns.Count + 1)
        {
            cures.Add("does the first column have no name? Then give them all: " + WithHeader(call, line, path));
        }

        return string.Join("; or ", cures);
    }

    /// <summary>The line to type that names the columns, the first one too.</summary>
    private static string WithHeader(CommandLine call, BadLine line, string path)
    {
        // As R writes it: the names of the rows have no name.
        const int Most = 6;
        string names = string.Join(", ", line.Columns.Take(Most).Select(Text.Show).Select(Text.Argument))
            + (line.Columns.Count > Most ? ", ..." : string.Empty);
        string delimiter = line.Delimiter == ',' ? string.Empty : $" -Delimiter {Text.Delimiter(line.Delimiter!.Value)}";
        return call.Piped(
            $"Get-Content {Text.FirstPath(path)} | Select-Object -Skip 1 | ConvertFrom-Csv -Header Row, {names}{delimiter}", path);
    }
}
