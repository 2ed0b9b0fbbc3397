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
    /// <param name="wanted">All columns that are wanted, the actual value first.</param>
    internal static string OnColumn(
        CommandLine call, string path, RecordFile file, string parameter, string column, IReadOnlyList<string> wanted)
    {
        string found = $"it has {Text.List(file.Columns)}.";
        if (file.NestedColumns.Contains(column, StringComparer.OrdinalIgnoreCase))
        {
            return $"{found} The column of this name holds lists or structures, not values.";
        }

        if (file.Delimiter is char delimiter && FileStart.Read(path) is FileStart start)
        {
            bool isText = start.Kind is FileKind.Text or FileKind.Utf16 or FileKind.Utf16BigEndian;
            if (!isText)
            {
                return OnKind(call, path, start);
            }

            var search = new HeaderSearch(start, delimiter, column, FindEncoding);
            if (file.Options?.Header is null && search.Find(file.Options?.Encoding, file.Columns, wanted) is HeaderFound header)
            {
                return $"{found} {OnHeader(call, path, start.Packing != Packing.None, header)}";
            }

            if (start.Kind != FileKind.Text)
            {
                return OnKind(call, path, start);
            }
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
        string file = isPacked ? System.IO.Path.ChangeExtension(path, null) : path;
        string piped = call.Piped($"Get-Content {Text.FirstPath(file)} | Select-Object -Skip {lines} | ConvertFrom-Csv{arguments}", file);
        return isPacked ? $"unpack it, then {piped}" : piped;
    }

    /// <summary>Names as an argument, the first of many.</summary>
    internal static string Names(IReadOnlyList<string> names)
    {
        const int Most = 20;
        return string.Join(", ", names.Take(Most).Select(Text.Show).Select(Text.Argument)) + (names.Count > Most ? ", ..." : string.Empty);
    }

    /// <summary>What a file is, and the line to type.</summary>
    private static string OnKind(CommandLine call, string path, FileStart start)
    {
        string argument = Text.FirstPath(path);
        bool isPacked = start.Packing != Packing.None;
        string read = isPacked ? "the file inside" : $"Get-Content {argument}";
        string packed = isPacked ? $"inside of {(start.Packing == Packing.Gzip ? "gzip" : "Zstandard")} " : string.Empty;
        (string what, string cure) = start.Kind switch
        {
            FileKind.Gzip => ("it is compressed with gzip", Renamed(call, path, path + ".gz")),
            FileKind.Zstandard => ("it is compressed with Zstandard", Renamed(call, path, path + ".zst")),
            FileKind.OtherArchive => ("it is a compressed archive", "unpack it first"),
            FileKind.Tar => ("it is a tar archive", $"tar -xf {Text.PathArgument(path)}; then measure the files in it"),
            FileKind.Zip => ("it is a zip archive", call.After(Unzip(path), "-Path " + Text.PathArgument(WildcardPattern.Escape(Folder(path)) + "/*.csv"))),
            FileKind.Workbook => (
                "it is an Excel workbook",
                $"save it as CSV, or with the module ImportExcel: {call.Piped(ImportExcel(path), path)}"),
            FileKind.OldWorkbook => ("it is a workbook of an old Excel", "save it as CSV"),
            FileKind.Parquet => ("it is a Parquet file", Renamed(call, path, path + ".parquet")),
            FileKind.EncryptedParquet => ("it is an encrypted Parquet file", "decrypt it with the program that wrote it"),
            FileKind.Utf16 => ("it is UTF-16 text without a byte order mark", "-Encoding unicode"),
            FileKind.Utf16BigEndian => ("it is UTF-16 text without a byte order mark", "-Encoding bigendianunicode"),
            FileKind.JsonDocument => (
                "it is one JSON document, not JSON Lines",
                isPacked ? "unpack it first" : call.Piped($"Get-Content -Raw {argument} | ConvertFrom-Json", path)),
            FileKind.JsonLines => (
                "it is JSON Lines",
                isPacked ? Renamed(call, path, $"{Unpacked(path, start)}.jsonl{System.IO.Path.GetExtension(path)}")
                : call.Piped($"{read} | ConvertFrom-Json", path)),
            FileKind.Html => ("it is a web page", "download the data itself; a page that asks to sign in looks like this"),
            FileKind.Xml => ("it is XML", $"read its records with Select-Xml, and pipe them to {call}"),
            FileKind.Text when HasExtension(path, ".gz", ".zst") => (
                "it is text and not compressed", call.Piped($"{read} | ConvertFrom-Csv", path)),
            FileKind.Text => ("it is text", call.Piped($"{read} | ConvertFrom-Csv", path)),
            _ => ("it is not text, and none of the formats that can be read", string.Empty),
        };
        return $"{packed}{what}.{(cure.Length == 0 ? string.Empty : $" Hint: {cure}.")}";
    }

    private static string OnHeader(CommandLine call, string path, bool isPacked, HeaderFound header)
    {
        string delimiter = header.Delimiter is char other ? $" -Delimiter {Text.Delimiter(other)}" : string.Empty;
        if (header.Header is not null)
        {
            string names = $"-Header {Names(header.Header)}{delimiter}";
            return $"Has it no line of names? Hint: {names}.";
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

    private static string Renamed(CommandLine call, string path, string renamed) => call.After(
        $"Rename-Item {Text.FirstPath(path)} {Text.PathArgument(System.IO.Path.GetFileName(renamed))}", Text.PathParameter(renamed));

    private static string Unzip(string path) => HasExtension(path, ".zip")
        ? $"Expand-Archive {Text.FirstPath(path)} {Text.PathArgument(Folder(path))}"
        : $"Copy-Item {Text.FirstPath(path)} {Text.PathArgument(path + ".zip")}; Expand-Archive {Text.FirstPath(path + ".zip")} {Text.PathArgument(Folder(path))}";

    private static string ImportExcel(string path) => HasExtension(path, ".xlsx", ".xlsm")
        ? $"Import-Excel {Text.PathArgument(path)}"
        : $"Copy-Item {Text.FirstPath(path)} {Text.PathArgument(path + ".xlsx")}; Import-Excel {Text.PathArgument(path + ".xlsx")}";

    private static string Folder(string path) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? string.Empty, System.IO.Path.GetFileNameWithoutExtension(path) + "-files");

    private static string Unpacked(string path, FileStart start) => start.Packing == Packing.None ? path : System.IO.Path.ChangeExtension(path, null);

    private static bool HasExtension(string path, params string[] extensions) =>
        extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
