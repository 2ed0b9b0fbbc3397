namespace L2Loss.Files;

/// <summary>What a page has, by the codes of the format.</summary>
internal enum PageType
{
    /// <summary>Values.</summary>
    DataPage,

    /// <summary>An index, of which no writer makes use.</summary>
    IndexPage,

    /// <summary>The values that the others refer to by number.</summary>
    DictionaryPage,

    /// <summary>Values, whose levels are not compressed.</summary>
    DataPageV2,
}

/// <summary>What stands before each page.</summary>
/// <param name="Type">What the page has.</param>
/// <param name="UncompressedSize">Its bytes when it is decompressed.</param>
/// <param name="CompressedSize">Its bytes in the file.</param>
internal sealed record PageHeader(PageType Type, int UncompressedSize, int CompressedSize)
{
    /// <summary>The types whose part of the header was there, a bit for each field of it.</summary>
    private int _parts;

    /// <summary>The checksum; null where there is none.</summary>
    internal uint? Checksum { get; private init; }

    /// <summary>How many values it has, nulls included.</summary>
    internal int Values { get; private init; }

    /// <summary>How the values are encoded.</summary>
    internal ParquetEncoding Encoding { get; private init; }

    /// <summary>How it is encoded which are null.</summary>
    internal ParquetEncoding DefinitionLevelEncoding { get; private init; } = ParquetEncoding.Rle;

    /// <summary>In a DataPageV2, the nulls.</summary>
    internal int NullCount { get; private init; }

    /// <summary>In a DataPageV2, the bytes that tell which are null.</summary>
    internal int DefinitionLevelsLength { get; private init; }

    /// <summary>In a DataPageV2, the bytes that tell where lists start; none in a flat column.</summary>
    internal int RepetitionLevelsLength { get; private init; }

    /// <summary>In a DataPageV2, whether the values are compressed.</summary>
    internal bool IsCompressed { get; private init; } = true;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is not one, or cut off.</exception>
    internal static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        var header = new PageHeader((PageType)(-1), -1, -1);
        int number = 0;
        while (reader.NextField(ref number, out ThriftType type))
        {
            switch (number, type)
            {
                case (1, ThriftType.Int32):
                    header = header with { Type = (PageType)reader.ReadInt32() };
                    break;
                case (2, ThriftType.Int32):
                    header = header with { UncompressedSize = reader.ReadInt32() };
                    break;
                case (3, ThriftType.Int32):
                    header = header with { CompressedSize = reader.ReadInt32() };
                    break;
                case (4, ThriftType.Int32):
                    header = header with { Checksum = unchecked((uint)reader.ReadInt32()) };
                    break;
                case (5 or 7 or 8, ThriftType.Structure):
                    header = ReadPart(ref reader, header, number);
                    header._parts |= 1 << number;
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        length = reader.Position;
        return header;
    }

    /// <summary>Throws where the parts of the header do not fit each other.</summary>
    internal void Check()
    {
        int part = Type switch
        {
            PageType.DataPage => 5,
            PageType.DictionaryPage => 7,
            PageType.DataPageV2 => 8,
            _ => -1,
        };
        if (UncompressedSize < 0 || CompressedSize < 0 || Values < 0 || (part >= 0 && _parts != 1 << part)
            || NullCount < 0 || DefinitionLevelsLength < 0 || RepetitionLevelsLength < 0
            || (long)DefinitionLevelsLength + RepetitionLevelsLength > Math.Min(CompressedSize, UncompressedSize))
        {
            throw new InvalidDataException("a page has a header that cannot be");
        }
    }

    private static PageHeader ReadPart(ref ThriftReader reader, PageHeader header, int part)
    {
        int number = 0;
        while (reader.NextField(ref number, out ThriftType type))
        {
            switch (part, number, type)
            {
                case (_, 1, ThriftType.Int32):
                    header = header with { Values = reader.ReadInt32() };
                    break;
                case (5 or 7, 2, ThriftType.Int32) or (8, 4, ThriftType.Int32):
                    header = header with { Encoding = (ParquetEncoding)reader.ReadInt32() };
                    break;
                case (5, 3, ThriftType.Int32):
                    header = header with { DefinitionLevelEncoding = (ParquetEncoding)reader.ReadInt32() };
                    break;
                case (8, 2, ThriftType.Int32):
                    header = header with { NullCount = reader.ReadInt32() };
                    break;
                case (8, 5, ThriftType.Int32):
                    header = header with { DefinitionLevelsLength = reader.ReadInt32() };
                    break;
                case (8, 6, ThriftType.Int32):
                    header = header with { RepetitionLevelsLength = reader.ReadInt32() };
                    break;
                case (8, 7, ThriftType.True or ThriftType.False):
                    header = header with { IsCompressed = type == ThriftType.True };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return header;
    }
}
