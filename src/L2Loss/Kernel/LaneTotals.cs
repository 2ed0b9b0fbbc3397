using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The eight lanes of a row of the block kernel, combined.</summary>
/// <remarks>Without vectors: those of 512 bits take the compiler longer, where the processor has none, than a whole call.</remarks>
internal static class LaneTotals
{
    /// <summary>The sum over the lanes of their distance from a bias in units of its last place.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static long SumOfUnits(ReadOnlySpan<double> lanes, double bias)
    {
        long sum = 0;
        foreach (double lane in lanes)
        {
            sum += Units(lane, bias);
        }

        return sum;
    }

    /// <summary>The distances from a bias, combined by OR.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static ulong AnyUnits(ReadOnlySpan<double> lanes, double bias)
    {
        long any = 0;
        foreach (double lane in lanes)
        {
            any |= Units(lane, bias);
        }

        return (ulong)any;
    }

    /// <summary>The sum of the lanes, halves first.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static double Sum(ReadOnlySpan<double> lanes) =>
        (lanes[0] + lanes[4] + (lanes[2] + lanes[6])) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));

    // In one binade, the bits of H minus those of the bias are their difference in units of the last place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Units(double lane, double bias) => BitConverter.DoubleToInt64Bits(lane) - BitConverter.DoubleToInt64Bits(bias);
}
