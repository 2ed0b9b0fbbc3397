using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <summary>Sums of a run of decimals of up to 30 bits, the usual case, four at a time.</summary>
internal static class DecimalRunVectors
{
    /// <summary>Residuals and actuals must be below this.</summary>
    internal const long Limit = 1L << HalfBits;

    // The square of a residual, below 2^60, is cut into halves of so many bits.
    private const int HalfBits = 30;

    // In each lane 16 products below 2^60 fit into 64 bits.
    private const int StripLength = 16 * 4;

    /// <summary>False where vectors have no products of 64 bits.</summary>
    internal static bool IsSupported => Avx2.IsSupported;

    /// <summary>Adds as many records as fill vectors, and gives their number.</summary>
    internal static int Add(ref DecimalRunSums sums, ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals)
    {
        int length = residuals.Length - (residuals.Length % Vector256<long>.Count);
        for (int start = 0; start < length; start += StripLength)
        {
            int end = Math.Min(start + StripLength, length);
            AddStrip(ref sums, residuals[start..end], actuals[start..end]);
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddStrip(ref DecimalRunSums sums, ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals)
    {
        Vector256<long> residualSums = default, absolutes = default, squares = default;
        Vector256<long> high = default, cross = default, low = default;
        Vector256<long> actualSums = default, squaredActuals = default;
        Vector256<long> lowHalf = Vector256.Create(Limit - 1);
        for (int i = 0; i < residuals.Length; i += Vector256<long>.Count)
        {
            Vector256<long> residual = Vector256.Create(residuals[i..]);
            Vector256<long> actual = Vector256.Create(actuals[i..]);
            Vector256<long> square = Product(residual, residual);
            Vector256<long> h = Vector256.ShiftRightLogical(square, HalfBits);
            Vector256<long> l = square & lowHalf;
            residualSums += residual;
            absolutes += Vector256.Abs(residual);
            squares += square;
            high += Product(h, h);
            cross += Product(h, l);
            low += Product(l, l);
            actualSums += actual;
            squaredActuals += Product(actual, actual);
        }

        sums.Residuals += Vector256.Sum(residualSums);
        sums.Absolutes += (ulong)Vector256.Sum(absolutes);
        sums.Squares += Sum(squares);
        sums.LowFourths += (Sum(high) << (2 * HalfBits)) + (Sum(cross) << (HalfBits + 1)) + Sum(low);
        sums.Actuals += Vector256.Sum(actualSums);
        sums.SquaredActuals += Sum(squaredActuals);
    }

    /// <summary>The products of the lower 32 bits of each lane, with their signs.</summary>
    internal static Vector256<long> Product(Vector256<long> a, Vector256<long> b) =>
        Avx2.Multiply(a.AsInt32(), b.AsInt32());

    /// <summary>The sum of lanes without a sign.</summary>
    private static UInt128 Sum(Vector256<long> lanes)
    {
        Vector256<ulong> unsigned = lanes.AsUInt64();
        return (UInt128)unsigned[0] + unsigned[1] + unsigned[2] + unsigned[3];
    }
}
