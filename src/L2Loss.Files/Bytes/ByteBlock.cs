namespace L2Loss.Files;

/// <summary>64 bytes, compared with one byte at a time into a mask of 64 bits.</summary>
internal readonly partial struct ByteBlock
{
    /// <summary>The number of bytes.</summary>
    internal const int Size = 64;

    private static ulong ParityByShifts(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
