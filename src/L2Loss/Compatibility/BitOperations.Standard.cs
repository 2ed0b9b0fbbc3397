namespace System.Numerics;

/// <summary>Counts of bits, as in .NET Core 3.0 and later.</summary>
internal static class BitOperations
{
    /// <summary>The number of bits that are set.</summary>
    internal static int PopCount(ulong value)
    {
        int count = 0;
        for (; value != 0; value &= value - 1)
        {
            count++;
        }

        return count;
    }

    /// <summary>The number of zeros below the lowest bit that is set; 64 where none is.</summary>
    internal static int TrailingZeroCount(ulong value) => value == 0 ? 64 : 63 - LeadingZeroCount(value & (~value + 1));

    /// <summary>The number of zeros above the highest bit that is set; 64 where none is.</summary>
    internal static int LeadingZeroCount(ulong value)
    {
        int count = 64;
        for (int half = 32; half > 0; half >>= 1)
        {
            if (value >> half != 0)
            {
                value >>= half;
                count -= half;
            }
        }

        return count - (int)value;
    }
}
