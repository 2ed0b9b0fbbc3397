using System.Buffers.Binary;

namespace L2Loss.Files;

/// <summary>Bytes of a page that are still to be decoded.</summary>
/// <remarks>The array goes on for <see cref="Slack"/> bytes behind them, so that eight may be loaded at once.</remarks>
internal struct PageBytes
{
    /// <summary>Bytes behind the end that may be read.</summary>
    internal const int Slack = 16;

    private readonly byte[] _array;
    private readonly int _end;

    internal PageBytes(byte[] array, int start, int end)
    {
        _array = array;
        Position = start;
        _end = end;
    }

    /// <summary>Where the next byte is.</summary>
    internal int Position { get; private set; }

    /// <summary>How many are left.</summary>
    internal readonly int Left => _end - Position;

    /// <summary>Takes some.</summary>
    internal ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
        {
            throw new InvalidDataException("a page has fewer bytes than its values need");
        }

        ReadOnlySpan<byte> taken = _array.AsSpan(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>Takes some to be decoded on their own.</summary>
    internal PageBytes Cut(long count)
    {
        int start = Position;
        Take(count);
        return new PageBytes(_array, start, Position);
    }

    /// <summary>Takes a whole number of 32 bits.</summary>
    internal int TakeInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>Takes a whole number of as many bytes as it needs.</summary>
    internal ulong TakeVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = Take(1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a page has a number that is too long");
    }

    /// <summary>The same with its sign in the lowest bit.</summary>
    internal long TakeZigzag()
    {
        ulong value = TakeVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Bits from a place on, counted from the lowest bit of the first byte; the bytes must be there.</summary>
    internal readonly ulong Bits(long first, int width)
    {
        int place = (int)(first >> 3);
        int shift = (int)(first & 7);
        ulong low = BinaryPrimitives.ReadUInt64LittleEndian(_array.AsSpan(Position + place)) >> shift;
        if (shift + width > 64)
        {
            low |= (ulong)_array[Position + place + sizeof(ulong)] << (64 - shift);
        }

        return width == 64 ? low : low & ((1UL << width) - 1);
    }
}
