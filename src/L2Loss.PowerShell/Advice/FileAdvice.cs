using System.Management.Automation;
using System.Text;
using L2Loss.Files;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Advice;

/// <summary>
/// What to do about a file that is not what its name says, or has not the columns that are wanted: the line to type. What
/// it says has been tried on the beginning of the file.
/// </summary>
internal static class FileAdvice
{
    /// <summary>What a file is and what to do, as sentences; null where it is what its name says.</summary>
    /// <param name="call">The command as it was called.</param>
    /// <param name="path">The file.</param>
    internal static string? OnKind(CommandLine call, string path)
    {
        if (FileStart.Read(path) is not FileStart start)
        {
            return null;
        }

        bool isNamed = start.Kind switch
        {
            FileKind.Text => !HasExtension(path, ".parquet", ".jsonl", ".ndjson", ".gz", ".zst") || start.Packing != Packing.None,
            FileKind.JsonLines => HasExtension(Unpacked(path, start), ".jsonl", ".ndjson"),
            FileKind.Gzip => HasExtension(path, ".gz") && start.Packing == Packing.None,
            FileKind.Zstandard => HasExtension(path, ".zst") && start.Packing == Packing.None,
            FileKind.Parquet => HasExtension(path, ".parquet"),
            FileKind.Binary => HasExtension(path, ".parquet"),
            _ => false,
        };
        return isNamed ? null : OnKind(call, path, start);
    }

    /// <summary>Why a file does not have a column, and what to do; as sentences.</summary>
    /// <param name="call">The command as it was called.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">The same, open.</param>
    /// <param name="parameter">The parameter that names the column.</param>
    /// <param name="column">The column.</param>
    /// <param name="wanted">All columns that are wanted.</param>
    internal static string OnColumn(
        CommandLine call, string path, RecordFile file, string parameter, string column, WantedColumns wanted)
    {
        string found = $"it has {Text.List(file.Columns)}.";
        if (file.NestedColumns.Contains(column, StringComparer.OrdinalIgnoreCase))
        {
            return $"{found} The column of this name holds lists or structures, not values.";
        }

        FileStart? start = FileStart.Read(path);
        if (file.Delimiter is char delimiter && start is not null)
        {
            bool isText = start.Kind is FileKind.Text or FileKind.Utf16 or FileKind.Utf16BigEndian;
            if (!isText)
            {
                return OnKind(call, path, start);
            }

            var search = new HeaderSearch(start, delimiter, column, wanted.All, FindEncoding);
            if (file.Options?.Header is null && search.Find(file.Options?.Encoding, file.Columns, wanted.Keys.Count) is HeaderFound header)
            {
                return $"{found} {OnHeader(call, path, file, start.Packing != Packing.None, header, wanted.IsOtherRight)}";
            }

            if (start.Kind != FileKind.Text)
            {
                return OnKind(call, path, start);
            }
        }
        else if (start is { Kind: FileKind.JsonLines } && JsonPath(call, start).Length > 0)
        {
            return OnKind(call, path, start);
        }

        return $"{found} {NearestName.Hint(parameter, column, file.Columns) ?? $"Name the column with -{parameter}."}";
    }

    /// <summary>How to read what lies in a folder.</summary>
    internal static string OnFolder(CommandLine call, string folder)
    {
        if (call.IsJoin)
        {
            return "name a file in it";
        }

        const int Enough = 1000;
        string? extension = null;
        try
        {
            extension = Directory.EnumerateFiles(folder).Take(Enough)
                .Select(file => System.IO.Path.GetExtension(file).ToLowerInvariant())
                .Where(known => known is ".csv" or ".tsv" or ".tab" or ".txt" or ".gz" or ".jsonl" or ".ndjson" or ".parquet")
                .GroupBy(known => known)
                .OrderByDescending(group => group.Count())
                .FirstOrDefault()?.Key;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A folder that may not be listed.
        }

        return extension is null
            ? $"Get-ChildItem {Text.FirstPath(folder)} -Recurse -File | {call}"
            : $"{call} -Path {Text.PathArgument(WildcardPattern.Escape(folder.TrimEnd('/', '\\')) + "/*" + extension)}";
    }

    /// <summary>What reads the records below some lines of a file, and the command after it.</summary>
    internal static string PipedBelow(CommandLine call, string path, bool isPacked, long lines, string arguments)
    {
        string step = $" | Select-Object -Skip {lines} | ConvertFrom-Csv{arguments}";
        return Unpacked(path, isPacked, file => call.Piped(Content(call, file) + step, file));
    }

    /// <summary>A line to type for a file, or for what is in it.</summary>
    private static string Unpacked(string path, bool isPacked, Func<string, string> line) =>
        isPacked ? $"unpack it, then {line(System.IO.Path.ChangeExtension(path, null))}" : line(path);

    /// <summary>Names as an argument, the first of many.</summary>
    internal static string Names(IReadOnlyList<string> names)
    {
        const int Most = 20;
        return string.Join(", ", names.Take(Most).Select(Text.Show).Select(Text.Argument)) + (names.Count > Most ? ", ..." : string.Empty);
    }

    /// <summary>What a file is, and the line to type.</summary>
    private static string OnKind(CommandLine call, string path, FileStart start)
    {
        bool isPacked = start.Packing != Packing.None;
        string inside = JsonPath(call, start);
        string packed = isPacked ? $"inside of {(start.Packing == Packing.Gzip ? "gzip" : "Zstandard")} " : string.Empty;
        (string what, string cure) = start.Kind switch
        {
            FileKind.Gzip => ("it is compressed with gzip", Renamed(call, path, path, ".gz")),
            FileKind.Zstandard => ("it is compressed with Zstandard", Renamed(call, path, path, ".zst")),
            FileKind.OtherArchive => ("it is a compressed archive", "unpack it first"),
            FileKind.Tar => ("it is a tar archive", $"tar -xf {Text.PathArgument(path)}; then measure the files in it"),
            FileKind.Zip => ("it is a zip archive", call.After(Unzip(path), "-Path " + Text.PathArgument(WildcardPattern.Escape(Folder(path)) + "/*.csv", "\"$path-files/*.csv\""))),
            FileKind.Workbook => (
                "it is an Excel workbook",
                $"save it as CSV, or with the module ImportExcel: {call.Piped(ImportExcel(path), path)}"),
            FileKind.OldWorkbook => ("it is a workbook of an old Excel", "save it as CSV"),
            FileKind.Parquet => ("it is a Parquet file", Renamed(call, path, path, ".parquet")),
            FileKind.EncryptedParquet => ("it is an encrypted Parquet file", "decrypt it with the program that wrote it"),
            FileKind.Utf16 => ("it is UTF-16 text without a byte order mark", "-Encoding unicode"),
            FileKind.Utf16BigEndian => ("it is UTF-16 text without a byte order mark", "-Encoding bigendianunicode"),
            FileKind.JsonDocument => (
                "it is one JSON document, not JSON Lines",
                Unpacked(path, isPacked, file => call.Piped(FromJson(Content(call, file, " -Raw"), inside), file))),
            FileKind.JsonLines => (
                "it is JSON Lines",
                isPacked && inside.Length == 0 ? Renamed(call, path, Unpacked(path, start), ".jsonl" + System.IO.Path.GetExtension(path))
                : Unpacked(path, isPacked, file => call.Piped(FromJson(Content(call, file), inside), file))),
            FileKind.Html => ("it is a web page", "download the data itself; a page that asks to sign in looks like this"),
            FileKind.Xml => ("it is XML", $"read its records with Select-Xml, and pipe them to {call}"),
            FileKind.Text when HasExtension(path, ".gz", ".zst") => (
                "it is text and not compressed", call.Piped($"{Content(call, path)} | ConvertFrom-Csv", path)),
            FileKind.Text => (
                "it is text", Unpacked(path, isPacked, file => call.Piped($"{Content(call, file)} | ConvertFrom-Csv", file))),
            _ => ("it is not text, and none of the formats that can be read", string.Empty),
        };
        return $"{packed}{what}.{(cure.Length == 0 ? string.Empty : $" Hint: {cure}.")}";
    }

    /// <summary>How to read a file so that it has a column.</summary>
    /// <param name="call">The command as it was called.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">The same, open.</param>
    /// <param name="isPacked">Whether it is compressed.</param>
    /// <param name="header">How it would have the column.</param>
    /// <param name="isAlone">Whether the parameters of the command would be wrong for another file.</param>
    private static string OnHeader(CommandLine call, string path, RecordFile file, bool isPacked, HeaderFound header, bool isAlone)
    {
        if (header.IsAligned)
        {
            return "Its columns are aligned by blanks. Hint: " + Unpacked(path, isPacked, text => call.Piped(
                $"({Content(call, text)}).Trim() -replace '\\s+', ',' | ConvertFrom-Csv", text)) + ".";
        }

        string question = header.Header is null ? string.Empty : "Has it no line of names? ";
        if (isAlone && header.SkippedLines == 0)
        {
            char separator = header.Delimiter ?? file.Delimiter ?? ',';
            string arguments = (separator == ',' ? string.Empty : $" -Delimiter {Text.Delimiter(separator)}")
                + (header.Encoding is null ? call.Encoding : $" -Encoding {header.Encoding}")
                + (header.Header is null ? string.Empty : $" -Header {Names(header.Header)}");
            return $"{question}Hint: {Unpacked(path, isPacked, text => call.Piped($"Import-Csv {Text.FirstPath(text)}{arguments}", text))}.";
        }

        string delimiter = header.Delimiter is char other ? $" -Delimiter {Text.Delimiter(other)}" : string.Empty;
        if (header.Header is not null)
        {
            string names = $"-Header {Names(header.Header)}{delimiter}";
            return $"{question}Hint: {names}.";
        }

        return header.SkippedLines > 0
            ? $"The names are on line {header.SkippedLines + 1}. Hint: {PipedBelow(call, path, isPacked, header.SkippedLines, delimiter)}."
            : $"Hint: it has the column with{delimiter}{(header.Encoding is null ? string.Empty : $" -Encoding {header.Encoding}")}.";
    }

    private static Encoding? FindEncoding(string name)
    {
        try
        {
            return EncodingNameAttribute.ByName(name);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A step that renames a file, and the command with the new name: the start of a name and another extension.</summary>
    private static string Renamed(CommandLine call, string path, string start, string extension) => Text.CanBeTyped(start + extension)
        ? call.After(
            $"Rename-Item {Text.FirstPath(path)} {Text.PathArgument(System.IO.Path.GetFileName(start + extension))}",
            Text.PathParameter(start + extension))
        : call.After($"Rename-Item -LiteralPath $path \"$path{extension}\"", $"-LiteralPath \"$path{extension}\"");

    private static string Unzip(string path)
    {
        string folder = Text.PathArgument(Folder(path), "\"$path-files\"");
        return HasExtension(path, ".zip")
            ? $"Expand-Archive {Text.FirstPath(path)} {folder}"
            : $"Copy-Item {Text.FirstPath(path)} {Text.PathArgument(path + ".zip", "\"$path.zip\"")}; "
                + $"Expand-Archive {Text.FirstPath(path + ".zip", "\"$path.zip\"")} {folder}";
    }

    private static string ImportExcel(string path)
    {
        string copy = Text.PathArgument(path + ".xlsx", "\"$path.xlsx\"");
        return HasExtension(path, ".xlsx", ".xlsm")
            ? $"Import-Excel {Text.PathArgument(path)}"
            : $"Copy-Item {Text.FirstPath(path)} {copy}; Import-Excel {copy}";
    }

    /// <summary>The way to the records in JSON, such as <c>.data.rows</c>; empty where they are its values.</summary>
    private static string JsonPath(CommandLine call, FileStart start)
    {
        string[] names = call.Actual is string actual ? JsonDocuments.PathTo(actual, start.Content) : [];
        return names.All(Text.CanBeTyped) ? string.Concat(names.Select(name => "." + Text.Member(name))) : string.Empty;
    }

    /// <summary>What reads the text of a file.</summary>
    private static string Content(CommandLine call, string file, string mode = "") =>
        $"Get-Content{mode} {Text.FirstPath(file)}{call.Encoding}";

    private static string FromJson(string source, string path) =>
        path.Length == 0 ? $"{source} | ConvertFrom-Json" : $"({source} | ConvertFrom-Json){path}";

    private static string Folder(string path) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? string.Empty, System.IO.Path.GetFileNameWithoutExtension(path) + "-files");

    private static string Unpacked(string path, FileStart start) => start.Packing == Packing.None ? path : System.IO.Path.ChangeExtension(path, null);

    private static bool HasExtension(string path, params string[] extensions) =>
        extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
