namespace L2Loss.Files;

/// <summary>What stands before each page.</summary>
/// <param name="Kind">0 a page of values, 1 of an index, 2 the dictionary, 3 a page of values in the second form.</param>
/// <param name="FullSize">Its bytes when it is decompressed.</param>
/// <param name="Size">Its bytes in the file.</param>
internal sealed record PageHeader(int Kind, int FullSize, int Size)
{
    /// <summary>The kinds whose part of the header was there, a bit for each field of it.</summary>
    private int _parts;

    /// <summary>The checksum; null where there is none.</summary>
    internal uint? Checksum { get; private init; }

    /// <summary>How many values it has, nulls included.</summary>
    internal int Values { get; private init; }

    /// <summary>How the values are encoded, by the code of the format.</summary>
    internal int Encoding { get; private init; }

    /// <summary>How it is encoded which are null.</summary>
    internal int NullEncoding { get; private init; } = 3;

    /// <summary>In the second form, the nulls.</summary>
    internal int Nulls { get; private init; }

    /// <summary>In the second form, the bytes that tell which are null.</summary>
    internal int NullSize { get; private init; }

    /// <summary>In the second form, the bytes that tell where lists start; none in a flat column.</summary>
    internal int ListSize { get; private init; }

    /// <summary>In the second form, whether the values are compressed.</summary>
    internal bool IsCompressed { get; private init; } = true;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">It is not one, or cut off.</exception>
    internal static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        var header = new PageHeader(-1, -1, -1);
        int number = 0;
        while (reader.NextField(ref number, out ThriftType type))
        {
            switch (number, type)
            {
                case (1, ThriftType.Int32):
                    header = header with { Kind = reader.ReadInt32() };
                    break;
                case (2, ThriftType.Int32):
                    header = header with { FullSize = reader.ReadInt32() };
                    break;
                case (3, ThriftType.Int32):
                    header = header with { Size = reader.ReadInt32() };
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
        int part = Kind switch { 0 => 5, 2 => 7, 3 => 8, _ => -1 };
        if (FullSize < 0 || Size < 0 || Values < 0 || (part >= 0 && _parts != 1 << part)
            || Nulls < 0 || NullSize < 0 || ListSize < 0 || (long)NullSize + ListSize > Math.Min(Size, FullSize))
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
                    header = header with { Encoding = reader.ReadInt32() };
                    break;
                case (5, 3, ThriftType.Int32):
                    header = header with { NullEncoding = reader.ReadInt32() };
                    break;
                case (8, 2, ThriftType.Int32):
                    header = header with { Nulls = reader.ReadInt32() };
                    break;
                case (8, 5, ThriftType.Int32):
                    header = header with { NullSize = reader.ReadInt32() };
                    break;
                case (8, 6, ThriftType.Int32):
                    header = header with { ListSize = reader.ReadInt32() };
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
