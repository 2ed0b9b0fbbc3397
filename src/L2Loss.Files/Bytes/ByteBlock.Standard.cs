using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <content>With words of 8 bytes.</content>
internal readonly partial struct ByteBlock
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong LowBits = 0x7F * Ones;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;
    private readonly ulong _word4;
    private readonly ulong _word5;
    private readonly ulong _word6;
    private readonly ulong _word7;

    /// <summary>Loads 64 bytes.</summary>
    internal ByteBlock(ref byte start)
    {
        _word0 = Load(ref start, 0);
        _word1 = Load(ref start, 1);
        _word2 = Load(ref start, 2);
        _word3 = Load(ref start, 3);
        _word4 = Load(ref start, 4);
        _word5 = Load(ref start, 5);
        _word6 = Load(ref start, 6);
        _word7 = Load(ref start, 7);
    }

    /// <summary>A bit for each byte that equals this one, the lowest for the first.</summary>
    internal ulong MaskOf(byte value)
    {
        ulong pattern = value * Ones;
        return Equal(_word0, pattern)
            | (Equal(_word1, pattern) << 8)
            | (Equal(_word2, pattern) << 16)
            | (Equal(_word3, pattern) << 24)
            | (Equal(_word4, pattern) << 32)
            | (Equal(_word5, pattern) << 40)
            | (Equal(_word6, pattern) << 48)
            | (Equal(_word7, pattern) << 56);
    }

    /// <summary>Each bit the parity of the bits up to it: from an opening quote up to before its closing one.</summary>
    internal static ulong Parity(ulong bits) => ParityByShifts(bits);

    private static ulong Load(ref byte start, int word)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, 8 * word));
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    /// <summary>A bit for each byte that is the same in both words.</summary>
    private static ulong Equal(ulong word, ulong pattern)
    {
        // The top bit of each byte that is zero; the product gathers those bits in the top byte.
        ulong different = word ^ pattern;
        ulong zeros = ~(((different & LowBits) + LowBits) | different | LowBits);
        return (zeros >> 7) * 0x0102_0408_1020_4080 >> 56;
    }
}
