using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The sums of a run of decimals with the same number of decimal places, small enough for registers.</summary>
internal partial struct DecimalRunSums
{
    /// <summary>The most records of a run: sums of 256 products of two 60-bit numbers fit into 128 bits.</summary>
    internal const int Capacity = 256;

    /// <summary>Residuals and actuals must be below this.</summary>
    internal const long Limit = 1L << HalfBits;

    // The square of a residual, below 2^120, is cut into halves of so many bits.
    private const int HalfBits = 60;

    // The square of a narrow residual is no longer than a half, and a sum of narrow actuals fits into 64 bits.
    private const long NarrowResidual = 1L << (HalfBits / 2);
    private const long NarrowActual = 1L << 55;

    // Of so many numbers below the limit the sum fits into a long.
    private const int SafeCount = 8;

    internal Int128 Residuals;
    internal UInt128 Absolutes;
    internal UInt128 Squares;
    internal Int128 Actuals;
    internal UInt128 SquaredActuals;
    internal UInt320 Fourths;

    /// <summary>The sums of a run.</summary>
    /// <param name="residuals">Below the limit.</param>
    /// <param name="actuals">Below the limit, as many.</param>
    /// <param name="largest">The largest magnitude of the residuals.</param>
    /// <param name="largestActual">The largest magnitude of the actuals.</param>
    internal static DecimalRunSums Of(
        ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals, long largest, long largestActual)
    {
        DecimalRunSums sums = default;
        int summed = 0;
        sums.AddVectors(residuals, actuals, largest, largestActual, ref summed);
        if (largest < NarrowResidual && largestActual < NarrowActual)
        {
            sums.AddNarrow(residuals[summed..], actuals[summed..]);
        }
        else
        {
            sums.AddAny(residuals, actuals);
        }

        return sums;
    }

    /// <summary>Adds as many narrow records as fill vectors, where there are any, and gives their number.</summary>
    partial void AddVectors(
        ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals, long largest, long largestActual, ref int summed);

    [MethodImpl(HotLoop.Options)]
    private void AddNarrow(ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals)
    {
        // Sums of low and high words with their carries: half the instructions of UInt128.
        ulong squares = 0, carries = 0, fourths = 0, highFourths = 0, squaredActuals = 0, highSquaredActuals = 0;
        long residualSum = 0, actualSum = 0;
        ulong absolutes = 0;
        for (int i = 0; i < residuals.Length && i < actuals.Length; i++)
        {
            residualSum += residuals[i];
            absolutes += Magnitude.Of(residuals[i]);
            actualSum += actuals[i];
            ulong square = (ulong)(residuals[i] * residuals[i]);
            ulong actual = Magnitude.Of(actuals[i]);
            squares += square;
            carries += squares < square ? 1UL : 0UL;
            highFourths += Math.BigMul(square, square, out ulong low);
            fourths += low;
            highFourths += fourths < low ? 1UL : 0UL;
            highSquaredActuals += Math.BigMul(actual, actual, out low);
            squaredActuals += low;
            highSquaredActuals += squaredActuals < low ? 1UL : 0UL;
        }

        Residuals += residualSum;
        Absolutes += absolutes;
        Squares += new UInt128(carries, squares);
        Fourths.Add(new UInt128(highFourths, fourths));
        Actuals += actualSum;
        SquaredActuals += new UInt128(highSquaredActuals, squaredActuals);
    }

    [MethodImpl(HotLoop.Options)]
    private void AddAny(ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals)
    {
        AddFourths(residuals);
        AddSquares(actuals);
        for (int start = 0; start < residuals.Length; start += SafeCount)
        {
            int end = Math.Min(start + SafeCount, residuals.Length);
            long residual = 0;
            ulong absolute = 0;
            long actual = 0;
            for (int i = start; i < end; i++)
            {
                residual += residuals[i];
                absolute += Magnitude.Of(residuals[i]);
                actual += actuals[i];
            }

            Residuals += residual;
            Absolutes += absolute;
            Actuals += actual;
        }
    }

    // As above: words with their carries.
    [MethodImpl(HotLoop.Options)]
    private void AddFourths(ReadOnlySpan<long> residuals)
    {
        ulong squares = 0, highSquares = 0, lows = 0, highLows = 0, crosses = 0, highCrosses = 0, highs = 0, highHighs = 0;
        foreach (long residual in residuals)
        {
            ulong magnitude = Magnitude.Of(residual);
            ulong highSquare = Math.BigMul(magnitude, magnitude, out ulong square);
            highSquares += highSquare + AddTo(ref squares, square);
            ulong low = square & (Limit - 1);
            ulong high = (highSquare << (64 - HalfBits)) | (square >> HalfBits);
            highLows += Math.BigMul(low, low, out ulong product) + AddTo(ref lows, product);
            highCrosses += Math.BigMul(high, low, out product) + AddTo(ref crosses, product);
            highHighs += Math.BigMul(high, high, out product) + AddTo(ref highs, product);
        }

        Squares += new UInt128(highSquares, squares);

        // sum(r^4) = 2^120 * high + 2^61 * cross + low, from r^2 = 2^60 * h + l
        Fourths.Add(new UInt128(highLows, lows));
        Fourths.AddShifted(new UInt128(highCrosses, crosses), HalfBits + 1);
        Fourths.AddShifted(new UInt128(highHighs, highs), 2 * HalfBits);
    }

    [MethodImpl(HotLoop.Options)]
    private void AddSquares(ReadOnlySpan<long> actuals)
    {
        ulong squares = 0, highSquares = 0;
        foreach (long actual in actuals)
        {
            ulong magnitude = Magnitude.Of(actual);
            highSquares += Math.BigMul(magnitude, magnitude, out ulong square) + AddTo(ref squares, square);
        }

        SquaredActuals += new UInt128(highSquares, squares);
    }

    /// <summary>Adds a word and gives the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddTo(ref ulong sum, ulong value)
    {
        sum += value;
        return sum < value ? 1UL : 0UL;
    }
}
