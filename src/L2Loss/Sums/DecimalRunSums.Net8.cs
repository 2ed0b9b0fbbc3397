using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <content>Decimals of up to 30 bits, the usual case, four at a time.</content>
internal partial struct DecimalRunSums
{
    // The square of such a residual, below 2^60, is cut into halves of so many bits.
    private const int VectorBits = 30;
    private const long VectorLimit = 1L << VectorBits;

    // In each lane 16 products below 2^60 fit into 64 bits.
    private const int StripLength = 16 * 4;

    partial void AddVectors(
        ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals, long largest, long largestActual, ref int summed)
    {
        if (!Avx2.IsSupported || largest >= VectorLimit || largestActual >= VectorLimit)
        {
            return;
        }

        summed = residuals.Length - (residuals.Length % Vector256<long>.Count);
        for (int start = 0; start < summed; start += StripLength)
        {
            int end = Math.Min(start + StripLength, summed);
            AddStrip(residuals[start..end], actuals[start..end]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddStrip(ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals)
    {
        Vector256<long> residualSums = default, absolutes = default, squares = default;
        Vector256<long> high = default, cross = default, low = default;
        Vector256<long> actualSums = default, squaredActuals = default;
        Vector256<long> lowHalf = Vector256.Create(VectorLimit - 1);
        for (int i = 0; i < residuals.Length; i += Vector256<long>.Count)
        {
            Vector256<long> residual = Vector256.Create(residuals[i..]);
            Vector256<long> actual = Vector256.Create(actuals[i..]);
            Vector256<long> square = Product(residual, residual);
            Vector256<long> h = Vector256.ShiftRightLogical(square, VectorBits);
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

        Residuals += Vector256.Sum(residualSums);
        Absolutes += (ulong)Vector256.Sum(absolutes);
        Squares += Sum(squares);
        Fourths.Add((Sum(high) << (2 * VectorBits)) + (Sum(cross) << (VectorBits + 1)) + Sum(low));
        Actuals += Vector256.Sum(actualSums);
        SquaredActuals += Sum(squaredActuals);
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
