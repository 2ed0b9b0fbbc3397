using System.Text;

namespace L2Loss.Files;

/// <summary>Tells what a file is by its first bytes.</summary>
internal static class FileKinds
{
    private static readonly string[] HtmlTags = ["<!doctype html", "<html", "<head", "<body", "<table", "<script"];

    /// <summary>What a file is that starts with these bytes; one of the kinds of text where nothing says otherwise.</summary>
    internal static FileKind Of(ReadOnlySpan<byte> start) =>
        StartsWith(start, 0x1F, 0x8B) ? FileKind.Gzip
        : StartsWith(start, 0x28, 0xB5, 0x2F, 0xFD) ? FileKind.Zstandard
        : start.StartsWith("BZh"u8) || StartsWith(start, 0xFD, (byte)'7', (byte)'z', (byte)'X') || StartsWith(start, (byte)'7', (byte)'z', 0xBC, 0xAF)
        ? FileKind.OtherArchive
        : start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8) ? OfZip(start)
        : StartsWith(start, 0xD0, 0xCF, 0x11, 0xE0) ? FileKind.OldWorkbook
        : start.StartsWith("PAR1"u8) ? FileKind.Parquet
        : start.StartsWith("PARE"u8) ? FileKind.EncryptedParquet
        : start.Length > 262 && start[257..].StartsWith("ustar"u8) ? FileKind.Tar
        : start.StartsWith("%PDF-"u8) || start.StartsWith("SQLite format"u8) || start.StartsWith("ARROW1"u8) ? FileKind.Binary
        : OfText(start);

    private static bool StartsWith(ReadOnlySpan<byte> start, params byte[] mark) => start.StartsWith(mark);

    private static FileKind OfZip(ReadOnlySpan<byte> start) =>
        start.IndexOf("[Content_Types].xml"u8) >= 0
        ? (start.IndexOf("word/"u8) >= 0 || start.IndexOf("ppt/"u8) >= 0 ? FileKind.Binary : FileKind.Workbook)
        : start.IndexOf("xl/"u8) >= 0 || start.IndexOf("opendocument.spreadsheet"u8) >= 0 ? FileKind.Workbook
        : FileKind.Zip;

    private static FileKind OfText(ReadOnlySpan<byte> start)
    {
        if (StartsWith(start, 0xFF, 0xFE) || StartsWith(start, 0xFE, 0xFF) || StartsWith(start, 0, 0, 0xFE, 0xFF))
        {
            // With a mark it needs no help.
            return FileKind.Text;
        }

        int[] zeros = [0, 0];
        int controls = 0;
        int length = Math.Min(start.Length, 4096);
        for (int i = 0; i < length; i++)
        {
            zeros[i & 1] += start[i] == 0 ? 1 : 0;
            controls += start[i] is < 0x09 or (> 0x0D and < 0x20) or 0x7F ? 1 : 0;
        }

        if (5 * (zeros[0] + zeros[1]) > length && 20 * Math.Min(zeros[0], zeros[1]) < length)
        {
            return zeros[1] > zeros[0] ? FileKind.Utf16 : FileKind.Utf16BigEndian;
        }

        // Text has a control character here and there, such as the mark of its end.
        return 20 * controls > length && controls > 4 ? FileKind.Binary : OfPlainText(start);
    }

    private static FileKind OfPlainText(ReadOnlySpan<byte> start)
    {
        if (JsonDocuments.IsDocument(start))
        {
            return FileKind.JsonDocument;
        }

        string text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, 200)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text is ['{', ..] && text.Contains('"') && text.Contains(':') ? FileKind.JsonLines
            : IsHtml(text) ? FileKind.Html
            : text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? FileKind.Xml
            : FileKind.Text;
    }

    private static bool IsHtml(string text) => HtmlTags.Any(tag => text.StartsWith(tag, StringComparison.OrdinalIgnoreCase));
}
