using System.Buffers.Binary;

namespace L2Loss.Files;

/// <summary>
/// Walks through the footer of a Parquet file, in Thrift's compact form, to see that it ends where it should: Parquet.Net
/// reads on without end when it does not.
/// </summary>
internal ref struct ParquetFooter
{
    // Deeper than the metadata of any file.
    private const int MaximumDepth = 32;

    private ReadOnlySpan<byte> _rest;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Throws when the footer is broken.</summary>
    /// <exception cref="InvalidDataException">It ends too early or too late, or has a field of no known type.</exception>
    internal static void Check(Stream file)
    {
        const int TailLength = 8;
        var tail = new byte[TailLength];
        file.Seek(-Math.Min(TailLength, file.Length), SeekOrigin.End);
        file.ReadAtLeast(tail, TailLength, throwOnEndOfStream: true);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8) || length <= 0 || length > file.Length - TailLength)
        {
            throw new InvalidDataException("its last bytes do not tell of a footer");
        }

        var footer = new byte[length];
        file.Seek(-TailLength - length, SeekOrigin.End);
        file.ReadExactly(footer);
        var walk = new ParquetFooter(footer);
        walk.SkipStruct(0);
        if (!walk._rest.IsEmpty)
        {
            throw Broken();
        }
    }

    private static InvalidDataException Broken() => new("its footer is broken");

    private void SkipStruct(int depth)
    {
        for (int header = Take(); header != 0; header = Take())
        {
            if (header >> 4 == 0)
            {
                TakeVarint();
            }

            // The type of a truth value is the value.
            if ((header & 0xF) is not (1 or 2))
            {
                Skip(header & 0xF, depth + 1);
            }
        }
    }

    private void Skip(int type, int depth)
    {
        switch (type)
        {
            case var _ when depth > MaximumDepth:
                throw Broken();
            case 1 or 2 or 3:
                Take();
                break;
            case 4 or 5 or 6:
                TakeVarint();
                break;
            case 7:
                Advance(sizeof(double));
                break;
            case 8:
                Advance(TakeVarint());
                break;
            case 9 or 10:
                int header = Take();
                ulong count = header >> 4 == 15 ? TakeVarint() : (ulong)header >> 4;
                for (; count > 0; count--)
                {
                    Skip(header & 0xF, depth + 1);
                }

                break;
            case 12:
                SkipStruct(depth);
                break;
            default:
                throw Broken();
        }
    }

    private int Take()
    {
        byte value = _rest.IsEmpty ? throw Broken() : _rest[0];
        _rest = _rest[1..];
        return value;
    }

    private ulong TakeVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int part = Take();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private void Advance(ulong count) =>
        _rest = count <= (ulong)_rest.Length ? _rest[(int)count..] : throw Broken();
}
