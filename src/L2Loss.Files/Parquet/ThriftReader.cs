namespace L2Loss.Files;

/// <summary>Reads structures in Thrift's compact form, as Parquet has them in its footer and before each page.</summary>
internal ref struct ThriftReader
{
    // Deeper than the metadata of any file.
    private const int MaximumDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes;

    internal ThriftReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    internal int Position { get; private set; }

    /// <summary>Goes on to the next field of a structure, which starts with the number 0; false at its end.</summary>
    internal bool NextField(ref int number, out ThriftType type)
    {
        int header = ReadByte();
        type = (ThriftType)(header & 0xF);
        if (header == 0)
        {
            return false;
        }

        number = header >> 4 == 0 ? (int)ReadInteger() : number + (header >> 4);
        return true;
    }

    /// <summary>A whole number of any width.</summary>
    internal long ReadInteger()
    {
        ulong value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A whole number that fits 32 bits.</summary>
    internal int ReadInt32() => ReadInteger() is var value and >= int.MinValue and <= int.MaxValue ? (int)value : throw Broken();

    /// <summary>A text or bytes.</summary>
    internal ReadOnlySpan<byte> ReadBytes() => Take(ReadVarint());

    /// <summary>The type and number of the elements of a list that follow.</summary>
    internal int ReadList(out ThriftType type)
    {
        int header = ReadByte();
        type = (ThriftType)(header & 0xF);
        ulong count = header >> 4 == 15 ? ReadVarint() : (ulong)header >> 4;

        // Each takes a byte at least.
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : throw Broken();
    }

    /// <summary>Leaves out a value.</summary>
    internal void Skip(ThriftType type, int depth = 0)
    {
        switch (type)
        {
            case var _ when depth > MaximumDepth:
                throw Broken();
            case ThriftType.True or ThriftType.False:
                // In a field the type is the value.
                break;
            case ThriftType.Byte:
                ReadByte();
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                ReadVarint();
                break;
            case ThriftType.Double:
                Take(sizeof(double));
                break;
            case ThriftType.Binary:
                ReadBytes();
                break;
            case ThriftType.List or ThriftType.Set:
                for (int count = ReadList(out ThriftType element); count > 0; count--)
                {
                    if (element is ThriftType.True or ThriftType.False)
                    {
                        ReadByte();
                    }
                    else
                    {
                        Skip(element, depth + 1);
                    }
                }

                break;
            case ThriftType.Structure:
                int number = 0;
                while (NextField(ref number, out ThriftType field))
                {
                    Skip(field, depth + 1);
                }

                break;
            default:
                throw Broken();
        }
    }

    /// <summary>What bytes that are no such structure throw.</summary>
    internal static InvalidDataException Broken() => new("its metadata is broken");

    /// <summary>A whole number in one byte.</summary>
    internal int ReadByteValue() => (sbyte)ReadByte();

    private int ReadByte() => Position < _bytes.Length ? _bytes[Position++] : throw Broken();

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
        {
            throw Broken();
        }

        ReadOnlySpan<byte> bytes = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return bytes;
    }
}
