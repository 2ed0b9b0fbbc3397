namespace L2Loss.Files;

/// <summary>What a file holds, whatever its name says.</summary>
internal enum FileKind
{
    /// <summary>Text that is none of the others: delimited, most likely.</summary>
    Text,

    /// <summary>One JSON object per line.</summary>
    JsonLines,

    /// <summary>One JSON value over several lines, or an array.</summary>
    JsonDocument,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>UTF-16 text without a byte order mark, the low byte first.</summary>
    Utf16,

    /// <summary>UTF-16 text without a byte order mark, the high byte first.</summary>
    Utf16BigEndian,

    /// <summary>Compressed with gzip.</summary>
    Gzip,

    /// <summary>Compressed with Zstandard.</summary>
    Zstandard,

    /// <summary>Compressed with bzip2, xz or 7z.</summary>
    OtherArchive,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A workbook of Excel 2007 or later, or of LibreOffice.</summary>
    Workbook,

    /// <summary>A workbook of an older Excel.</summary>
    OldWorkbook,

    /// <summary>Parquet.</summary>
    Parquet,

    /// <summary>Parquet whose footer is encrypted.</summary>
    EncryptedParquet,

    /// <summary>Anything else that is no text.</summary>
    Binary,
}
