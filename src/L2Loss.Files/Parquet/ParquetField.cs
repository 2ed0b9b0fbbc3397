namespace L2Loss.Files;

/// <summary>How the values of a column are stored, by the codes of the format.</summary>
internal enum PhysicalType
{
    /// <summary>Bits.</summary>
    Boolean,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Moments in 12 bytes, by old programs.</summary>
    Int96,

    /// <summary>Floating-point numbers of 32 bits.</summary>
    Float,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Double,

    /// <summary>Bytes of any number.</summary>
    ByteArray,

    /// <summary>Bytes of one number.</summary>
    FixedLenByteArray,
}

/// <summary>What the values of a column mean.</summary>
internal enum LogicalType
{
    /// <summary>What they are stored as.</summary>
    None,

    /// <summary>Text.</summary>
    String,

    /// <summary>Decimals with <see cref="ParquetField.Scale"/> places.</summary>
    Decimal,

    /// <summary>Whole numbers with <see cref="ParquetField.Bits"/> bits and a sign.</summary>
    SignedInteger,

    /// <summary>The same without a sign.</summary>
    UnsignedInteger,

    /// <summary>Floating-point numbers of 16 bits.</summary>
    Float16,

    /// <summary>Days since 1970.</summary>
    Date,

    /// <summary>Times of a day.</summary>
    Time,

    /// <summary>Moments, in <see cref="ParquetField.UnitsPerSecond"/>.</summary>
    Timestamp,

    /// <summary>Identifiers.</summary>
    Uuid,
}

/// <summary>A column of a Parquet file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Leaf">Its position among all columns of a row group, those of nested ones included.</param>
/// <param name="PhysicalType">How its values are stored.</param>
/// <param name="Length">The number of bytes of a value of fixed length.</param>
/// <param name="IsNullable">True when values may be null.</param>
internal sealed record ParquetField(string Name, int Leaf, PhysicalType PhysicalType, int Length, bool IsNullable)
{
    /// <summary>What its values mean.</summary>
    internal LogicalType LogicalType { get; init; }

    /// <summary>The decimal places.</summary>
    internal int Scale { get; init; }

    /// <summary>The bits of a whole number.</summary>
    internal int Bits { get; init; }

    /// <summary>The unit of moments and times.</summary>
    internal long UnitsPerSecond { get; init; }

    /// <summary>True for moments in UTC.</summary>
    internal bool IsUtc { get; init; }
}

/// <summary>The values of one column in one row group.</summary>
/// <param name="PhysicalType">How they are stored.</param>
/// <param name="Codec">How their pages are compressed.</param>
/// <param name="Encodings">The encodings of their pages, a bit for each.</param>
/// <param name="Values">How many there are, nulls included.</param>
/// <param name="Start">Where their first page starts.</param>
/// <param name="Length">The bytes of all their pages.</param>
/// <param name="IsEncrypted">True when nothing of it can be read.</param>
internal sealed record ColumnChunk(
    PhysicalType PhysicalType, CompressionCodec Codec, uint Encodings, long Values, long Start, long Length, bool IsEncrypted);

/// <summary>Some records of a Parquet file.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Chunks">The columns, by <see cref="ParquetField.Leaf"/>.</param>
internal sealed record RowGroup(long Rows, ColumnChunk[] Chunks);
