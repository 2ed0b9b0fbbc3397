using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Short decimals of a block at one number of decimal places; what is too long for it is measured by itself.</summary>
internal static class ShortRun
{
    // Mantissas below 2^46 have room for four more places.
    private const int MaximumScale = 9;
    private const int MaximumPlaces = 4;
    private const long MantissaLimit = 1L << 46;

    /// <summary>The most places of the values of a column, but for those with very many.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static int ScaleOf(NumberColumn column, int least = 0)
    {
        int scale = least;
        foreach (byte places in column.Scales)
        {
            scale = places <= MaximumScale && places > scale ? places : scale;
        }

        return scale;
    }

    /// <summary>A mantissa at so many places; false where it has more, or is too long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryAlign(long mantissa, byte places, int scale, out long aligned)
    {
        uint more = (uint)(scale - places);
        bool fits = more <= MaximumPlaces && (ulong)(mantissa + MantissaLimit) < 2 * (ulong)MantissaLimit;
        aligned = fits ? mantissa * PowersOfTen.Long((int)more) : 0;
        return fits;
    }
}
