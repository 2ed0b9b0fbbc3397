using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace L2Loss;

/// <summary>The eight lanes of a row of the block kernel, combined.</summary>
internal static class LaneTotals
{
    /// <summary>The sum over the lanes of their distance from a bias in units of its last place.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static long SumOfUnits(ReadOnlySpan<double> lanes, double bias) => Vector512.Sum(Units(lanes, bias));

    /// <summary>The distances from a bias, combined by OR.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static ulong AnyUnits(ReadOnlySpan<double> lanes, double bias)
    {
        Vector512<ulong> units = Units(lanes, bias).AsUInt64();
        Vector256<ulong> four = units.GetLower() | units.GetUpper();
        Vector128<ulong> pair = four.GetLower() | four.GetUpper();
        return pair.ToScalar() | pair.GetElement(1);
    }

    /// <summary>The sum of the lanes, halves first.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static double Sum(ReadOnlySpan<double> lanes)
    {
        Vector512<double> eight = Vector512.Create(lanes);
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> pair = four.GetLower() + four.GetUpper();
        return pair.ToScalar() + pair.GetElement(1);
    }

    // In one binade, the bits of H minus those of the bias are their difference in units of the last place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Units(ReadOnlySpan<double> lanes, double bias) =>
        Vector512.Create(lanes).AsInt64() - Vector512.Create(BitConverter.DoubleToInt64Bits(bias));
}
