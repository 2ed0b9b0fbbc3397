namespace L2Loss.Files;

/// <summary>Arithmetic on masks of 64 bits.</summary>
internal static class Bits
{
    /// <summary>Each bit the parity of the bits up to it.</summary>
    internal static ulong Parity(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
