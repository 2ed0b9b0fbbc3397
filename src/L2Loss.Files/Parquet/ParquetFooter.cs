using System.Buffers.Binary;
using System.Text;

namespace L2Loss.Files;

/// <summary>The footer of a Parquet file: its columns and where their values lie.</summary>
/// <param name="Fields">The columns that are neither nested nor repeated.</param>
/// <param name="Nested">The names of the others.</param>
/// <param name="Groups">The row groups.</param>
internal sealed record ParquetFooter(ParquetField[] Fields, string[] Nested, RowGroup[] Groups)
{
    private const int TailLength = 8;

    /// <summary>Reads the footer.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    /// <exception cref="MalformedFileException">It is encrypted.</exception>
    internal static ParquetFooter Read(SharedFile file, CancellationToken cancellation)
    {
        var tail = new byte[TailLength];
        if (file.Length < TailLength)
        {
            throw new InvalidDataException("it ends too early");
        }

        file.ReadExactly(file.Length - TailLength, tail, cancellation);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8))
        {
            throw new MalformedFileException("The Parquet file is encrypted.");
        }

        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8) || length <= 0 || length > file.Length - TailLength)
        {
            throw new InvalidDataException("its last bytes do not tell of a footer");
        }

        var footer = new byte[length];
        file.ReadExactly(file.Length - TailLength - length, footer, cancellation);
        var reader = new ThriftReader(footer);
        ParquetFooter result;
        try
        {
            result = ReadMetadata(ref reader);
        }
        catch (InvalidDataException)
        {
            throw new InvalidDataException("its footer is broken");
        }

        return reader.Position == length ? result : throw new InvalidDataException("its footer is broken");
    }

    private static ParquetFooter ReadMetadata(ref ThriftReader reader)
    {
        var elements = new List<SchemaElement>();
        var groups = new List<RowGroup>();
        long rows = -1;
        int number = 0;
        while (reader.NextField(ref number, out ThriftType type))
        {
            switch (number)
            {
                case 2 when type == ThriftType.List:
                    for (int count = reader.ReadList(out _); count > 0; count--)
                    {
                        elements.Add(SchemaElement.Read(ref reader));
                    }

                    break;
                case 3 when type == ThriftType.Int64:
                    rows = reader.ReadInteger();
                    break;
                case 4 when type == ThriftType.List:
                    for (int count = reader.ReadList(out _); count > 0; count--)
                    {
                        groups.Add(ReadGroup(ref reader));
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        (List<ParquetField> fields, List<string> nested, int leaves) = ReadSchema(elements);
        if (rows != groups.Sum(group => group.Rows)
            || groups.Any(group => group.Rows < 0 || group.Chunks.Length != leaves))
        {
            throw ThriftReader.Broken();
        }

        return new ParquetFooter([.. fields], [.. nested], [.. groups]);
    }

    /// <summary>The tree of columns, which lies there in the order of its branches.</summary>
    private static (List<ParquetField> Fields, List<string> Nested, int Leaves) ReadSchema(List<SchemaElement> elements)
    {
        var fields = new List<ParquetField>();
        var nested = new List<string>();
        int leaves = 0;
        for (int i = 1; i < elements.Count;)
        {
            SchemaElement element = elements[i];
            if (element.Children == 0 && !element.IsRepeated)
            {
                fields.Add(element.ToField(leaves));
            }
            else
            {
                nested.Add(element.Name);
            }

            for (long left = 1; left > 0; left--)
            {
                if (i >= elements.Count || elements[i].Children < 0)
                {
                    throw ThriftReader.Broken();
                }

                leaves += elements[i].Children == 0 ? 1 : 0;
                left += elements[i].Children;
                i++;
            }
        }

        return (fields, nested, leaves);
    }

    private static RowGroup ReadGroup(ref ThriftReader reader)
    {
        var chunks = new List<ColumnChunk>();
        long rows = -1;
        int number = 0;
        while (reader.NextField(ref number, out ThriftType type))
        {
            switch (number)
            {
                case 1 when type == ThriftType.List:
                    for (int count = reader.ReadList(out _); count > 0; count--)
                    {
                        chunks.Add(ReadChunk(ref reader));
                    }

                    break;
                case 3 when type == ThriftType.Int64:
                    rows = reader.ReadInteger();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new RowGroup(rows, [.. chunks]);
    }

    private static ColumnChunk ReadChunk(ref ThriftReader reader)
    {
        var chunk = new ColumnChunk(default, 0, 0, -1, -1, -1, IsEncrypted: true);
        int number = 0;
        bool isEncrypted = false;
        while (reader.NextField(ref number, out ThriftType type))
        {
            if (number == 3 && type == ThriftType.Structure)
            {
                chunk = ReadChunkMetadata(ref reader);
            }
            else
            {
                // An encrypted column of a file with an open footer.
                isEncrypted |= number is 8 or 9;
                reader.Skip(type);
            }
        }

        return chunk with { IsEncrypted = isEncrypted };
    }

    private static ColumnChunk ReadChunkMetadata(ref ThriftReader reader)
    {
        var chunk = new ColumnChunk(default, 0, 0, -1, -1, -1, IsEncrypted: false);
        long dictionary = 0;
        int number = 0;
        while (reader.NextField(ref number, out ThriftType type))
        {
            switch (number, type)
            {
                case (1, ThriftType.Int32):
                    chunk = chunk with { PhysicalType = (PhysicalType)reader.ReadInt32() };
                    break;
                case (2, ThriftType.List):
                    for (int count = reader.ReadList(out _); count > 0; count--)
                    {
                        chunk = chunk with { Encodings = chunk.Encodings | (1u << (reader.ReadInt32() & 31)) };
                    }

                    break;
                case (4, ThriftType.Int32):
                    chunk = chunk with { Codec = (CompressionCodec)reader.ReadInt32() };
                    break;
                case (5, ThriftType.Int64):
                    chunk = chunk with { Values = reader.ReadInteger() };
                    break;
                case (7, ThriftType.Int64):
                    chunk = chunk with { Length = reader.ReadInteger() };
                    break;
                case (9, ThriftType.Int64):
                    chunk = chunk with { Start = reader.ReadInteger() };
                    break;
                case (11, ThriftType.Int64):
                    dictionary = reader.ReadInteger();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        // Some writers give 0 where there is no dictionary.
        return dictionary > 0 && dictionary < chunk.Start ? chunk with { Start = dictionary } : chunk;
    }

    /// <summary>A node of the tree of columns.</summary>
    private sealed record SchemaElement(string Name)
    {
        private const long Millis = 1000;
        private const long Micros = 1_000_000;
        private const long Nanos = 1_000_000_000;

        private int _storage = -1;
        private int _length;
        private int _repetition;
        private int _converted = -1;
        private int _scale;
        private int _logical;
        private int _logicalScale;
        private int _bits;
        private bool _isSigned;
        private bool _isUtc;
        private long _units = Millis;

        internal int Children { get; private set; }

        internal bool IsRepeated => _repetition == 2;

        internal static SchemaElement Read(ref ThriftReader reader)
        {
            var element = new SchemaElement(string.Empty);
            int number = 0;
            while (reader.NextField(ref number, out ThriftType type))
            {
                switch (number, type)
                {
                    case (1, ThriftType.Int32):
                        element._storage = reader.ReadInt32();
                        break;
                    case (2, ThriftType.Int32):
                        element._length = reader.ReadInt32();
                        break;
                    case (3, ThriftType.Int32):
                        element._repetition = reader.ReadInt32();
                        break;
                    case (4, ThriftType.Binary):
                        element = element with { Name = Encoding.UTF8.GetString(reader.ReadBytes()) };
                        break;
                    case (5, ThriftType.Int32):
                        element.Children = reader.ReadInt32();
                        break;
                    case (6, ThriftType.Int32):
                        element._converted = reader.ReadInt32();
                        break;
                    case (7, ThriftType.Int32):
                        element._scale = reader.ReadInt32();
                        break;
                    case (10, ThriftType.Structure):
                        element.ReadLogical(ref reader);
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }

            return element;
        }

        internal ParquetField ToField(int leaf)
        {
            if (_storage is < 0 or > (int)PhysicalType.FixedLenByteArray)
            {
                throw ThriftReader.Broken();
            }

            var field = new ParquetField(Name, leaf, (PhysicalType)_storage, _length, _repetition == 1);
            return _logical > 0 ? OfLogical(field) : OfConverted(field);
        }

        private ParquetField OfLogical(ParquetField field) => _logical switch
        {
            1 or 4 or 12 => field with { LogicalType = LogicalType.String },
            5 => field with { LogicalType = LogicalType.Decimal, Scale = _logicalScale },
            6 => field with { LogicalType = LogicalType.Date },
            7 => field with { LogicalType = LogicalType.Time, UnitsPerSecond = _units },
            8 => field with { LogicalType = LogicalType.Timestamp, UnitsPerSecond = _units, IsUtc = _isUtc },
            10 => field with { LogicalType = _isSigned ? LogicalType.SignedInteger : LogicalType.UnsignedInteger, Bits = _bits },
            14 => field with { LogicalType = LogicalType.Uuid },
            15 => field with { LogicalType = LogicalType.Float16 },
            _ => field,
        };

        private ParquetField OfConverted(ParquetField field) => _converted switch
        {
            0 or 4 or 19 => field with { LogicalType = LogicalType.String },
            5 => field with { LogicalType = LogicalType.Decimal, Scale = _scale },
            6 => field with { LogicalType = LogicalType.Date },
            7 => field with { LogicalType = LogicalType.Time, UnitsPerSecond = Millis },
            8 => field with { LogicalType = LogicalType.Time, UnitsPerSecond = Micros },
            9 => field with { LogicalType = LogicalType.Timestamp, UnitsPerSecond = Millis, IsUtc = true },
            10 => field with { LogicalType = LogicalType.Timestamp, UnitsPerSecond = Micros, IsUtc = true },
            >= 11 and <= 14 => field with { LogicalType = LogicalType.UnsignedInteger, Bits = 8 << (_converted - 11) },
            >= 15 and <= 18 => field with { LogicalType = LogicalType.SignedInteger, Bits = 8 << (_converted - 15) },
            _ => field,
        };

        /// <summary>A union: one structure, whose number says what it is.</summary>
        private void ReadLogical(ref ThriftReader reader)
        {
            int number = 0;
            while (reader.NextField(ref number, out ThriftType type))
            {
                _logical = number;
                if (type != ThriftType.Structure)
                {
                    throw ThriftReader.Broken();
                }

                int inner = 0;
                while (reader.NextField(ref inner, out ThriftType field))
                {
                    switch (number, inner, field)
                    {
                        case (5, 1, ThriftType.Int32):
                            _logicalScale = reader.ReadInt32();
                            break;
                        case (7 or 8, 1, _):
                            _isUtc = field == ThriftType.True;
                            break;
                        case (7 or 8, 2, ThriftType.Structure):
                            ReadUnit(ref reader);
                            break;
                        case (10, 1, ThriftType.Byte):
                            _bits = reader.ReadByteValue();
                            break;
                        case (10, 2, _):
                            _isSigned = field == ThriftType.True;
                            break;
                        default:
                            reader.Skip(field);
                            break;
                    }
                }
            }
        }

        private void ReadUnit(ref ThriftReader reader)
        {
            int number = 0;
            while (reader.NextField(ref number, out ThriftType type))
            {
                _units = number switch { 2 => Micros, 3 => Nanos, _ => Millis };
                reader.Skip(type);
            }
        }
    }
}
