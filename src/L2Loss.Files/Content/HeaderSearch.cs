using System.Text;

namespace L2Loss.Files;

/// <summary>How a file has to be read so that it has the columns that are wanted.</summary>
/// <param name="SkippedLines">The lines above the header.</param>
/// <param name="Delimiter">What separates the names; null where that stays as it was.</param>
/// <param name="Encoding">The encoding in which the names are right; null where that stays as it was.</param>
/// <param name="Header">The names, where the file has none or has them in a comment; null elsewhere.</param>
/// <param name="IsAligned">Whether blanks, of which there may be several, separate the names.</param>
internal sealed record HeaderFound(
    int SkippedLines, char? Delimiter, string? Encoding, IReadOnlyList<string>? Header, bool IsAligned = false);

/// <summary>
/// Looks for the header with a column that a file did not have: with other delimiters and encodings, in a comment, further
/// down. Only what has been tried is found.
/// </summary>
internal sealed class HeaderSearch
{
    private const int MaximumLines = 30;

    // A line is enough, and quotes may span some.
    private const int Enough = 1 << 14;

    private static readonly char[] Delimiters = [',', ';', '\t', '|', ':', ' '];
    private static readonly string[] Encodings = ["windows-1252", "unicode", "bigendianunicode", "ibm850"];

    private readonly FileStart _start;
    private readonly char _delimiter;
    private readonly string _column;
    private readonly IReadOnlyList<string> _wanted;
    private readonly Func<string, Encoding?> _encodings;

    /// <summary>Prepares a search.</summary>
    /// <param name="start">The beginning of the file.</param>
    /// <param name="delimiter">The delimiter in use.</param>
    /// <param name="column">The column that is wanted.</param>
    /// <param name="wanted">All columns that are wanted, in the order in which a file without names may have them.</param>
    /// <param name="encodings">Finds an encoding by the name that the user would give.</param>
    internal HeaderSearch(
        FileStart start, char delimiter, string column, IReadOnlyList<string> wanted, Func<string, Encoding?> encodings)
    {
        _start = start;
        _delimiter = delimiter;
        _column = column;
        _wanted = wanted;
        _encodings = encodings;
    }

    /// <summary>How the file would have the column; null where nothing is found.</summary>
    /// <param name="encoding">The encoding in use; null for UTF-8.</param>
    /// <param name="columns">The names that were found instead.</param>
    /// <param name="keys">How many of those wanted, the first, are the key of a join.</param>
    internal HeaderFound? Find(Encoding? encoding, IReadOnlyList<string> columns, int keys)
    {
        byte[] text = _start.Text(encoding);
        if (Find(text) is char other && other != _delimiter)
        {
            return new HeaderFound(0, other, null, null);
        }

        foreach (string name in _start.Kind is FileKind.Utf16 or FileKind.Utf16BigEndian || columns.Any(column => column.Contains('\uFFFD')) ? Encodings : [])
        {
            if (_encodings(name) is Encoding tried && Find(_start.Text(tried)) is char found)
            {
                return new HeaderFound(0, found == _delimiter ? null : found, name, null);
            }
        }

        return FindComment(text) ?? FindAligned(text) ?? FindBelow(text) ?? WithoutHeader(columns, keys);
    }

    /// <summary>The delimiter with which the first line has the column, the one in use first.</summary>
    private char? Find(ReadOnlySpan<byte> text)
    {
        foreach (char delimiter in Delimiters.OrderBy(delimiter => delimiter != _delimiter))
        {
            IReadOnlyList<string> columns = Columns(text, delimiter);
            if (columns.Contains(_column, StringComparer.OrdinalIgnoreCase) && (delimiter is not (' ' or ':') || Separates(delimiter, text, columns)))
            {
                return delimiter;
            }
        }

        return null;
    }

    /// <summary>False where blanks or colons are a part of the names, or of a sentence.</summary>
    private bool Separates(char delimiter, ReadOnlySpan<byte> text, IReadOnlyList<string> columns)
    {
        int end = text.IndexOf((byte)'\n');
        return AlignedLines(text) is null && !_wanted.Except(columns, StringComparer.OrdinalIgnoreCase).Any()
            && (end < 0 || Columns(text[(end + 1)..], delimiter).Count == columns.Count);
    }

    /// <summary>The names in a first line that starts with #, which is none for Import-Csv.</summary>
    private HeaderFound? FindComment(byte[] text)
    {
        int start = ((ReadOnlySpan<byte>)text).IndexOfAnyExcept("# "u8);
        if (text.Length == 0 || text[0] != (byte)'#' || start < 0)
        {
            return null;
        }

        byte[] bare = text.AsSpan(start).ToArray();
        return Find(bare) is char delimiter
            ? new HeaderFound(0, delimiter == _delimiter ? null : delimiter, null, Columns(bare, delimiter))
            : null;
    }

    /// <summary>The names in a table whose columns are as wide as their longest text.</summary>
    private HeaderFound? FindAligned(ReadOnlySpan<byte> text) =>
        AlignedLines(text) is string[] lines
        && lines.Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToArray() is [string[] names, string[] values]
        && names.Length == values.Length && names.Contains(_column, StringComparer.OrdinalIgnoreCase)
            ? new HeaderFound(0, null, null, null, IsAligned: true)
            : null;

    /// <summary>The first two lines, where they have several blanks in a row and no comma or quote; otherwise null.</summary>
    private static string[]? AlignedLines(ReadOnlySpan<byte> text)
    {
        string[] lines = [.. System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, Enough)].ToArray()).Split('\n').Take(2)];
        return lines.Length == 2 && lines.Any(line => line.Contains("  ", StringComparison.Ordinal) || line is [' ', ..])
            && !lines.Any(line => line.IndexOfAny([',', '"']) >= 0) ? lines : null;
    }

    private HeaderFound? FindBelow(ReadOnlySpan<byte> text)
    {
        int start = 0;
        for (int skipped = 1; skipped <= MaximumLines; skipped++)
        {
            int length = text[start..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return null;
            }

            start += length + 1;
            if (Find(text[start..]) is char delimiter)
            {
                return new HeaderFound(skipped, delimiter == ',' ? null : delimiter, null, null);
            }
        }

        return null;
    }

    /// <summary>Names for the columns of a file whose first line is a record of numbers.</summary>
    private HeaderFound? WithoutHeader(IReadOnlyList<string> columns, int keys)
    {
        const int Most = 20;
        var reader = new NumberReader();
        int numbers = columns.Count(name => reader.Read(name.AsSpan(), out _) == NumberFault.None);
        if (numbers < (keys > 0 ? 1 : 2) || columns.Count < _wanted.Count || columns.Count > Most || 2 * numbers < columns.Count
            || columns.Intersect(_wanted, StringComparer.OrdinalIgnoreCase).Any())
        {
            return null;
        }

        // What is wanted are numbers, most likely, and before them the key.
        int next = 0;
        var header = new List<string>();
        for (int i = 0; i < columns.Count; i++)
        {
            bool isNumber = reader.Read(columns[i].AsSpan(), out _) == NumberFault.None;
            bool isNeeded = columns.Count - i == _wanted.Count - next;
            header.Add(next < _wanted.Count && (i < keys || isNumber || isNeeded) ? _wanted[next++] : $"C{i + 1}");
        }

        return new HeaderFound(0, null, null, header);
    }

    private static IReadOnlyList<string> Columns(ReadOnlySpan<byte> text, char delimiter)
    {
        try
        {
            byte[] start = text[..Math.Min(text.Length, Enough)].ToArray();
            using DelimitedFile file = DelimitedFile.Open(new MemoryStream(start), new TextOptions(delimiter));
            return file.Columns;
        }
        catch (MalformedFileException)
        {
            return [];
        }
    }
}
