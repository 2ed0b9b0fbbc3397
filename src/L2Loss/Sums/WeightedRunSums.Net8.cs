using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <content>Narrow decimals, the usual case, four at a time.</content>
internal partial struct WeightedRunSums
{
    // A part is a weighted residual. Its square is below 2^54, a loss below 2^50: of 256 records the sums are below 2^62.
    private const ulong NarrowResidual = 1UL << 23;
    private const ulong NarrowWeight = 1UL << 12;
    private const ulong PartLimit = 1UL << 27;

    // A loss is cut into two halves of so many bits: the sums of their products are below 2^58.
    private const int LossBits = 25;

    // The square of an actual, below 2^62, is cut into two halves of so many bits, which vectors multiply with their sign: the
    // sums of their products with weights are below 2^51.
    private const int SquareBits = 31;
    private const ulong NarrowActual = 1UL << SquareBits;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    partial void AddVectors(
        ReadOnlySpan<long> residuals,
        ReadOnlySpan<long> actuals,
        ReadOnlySpan<long> weights,
        ulong largest,
        ulong largestActual,
        ulong largestWeight,
        ref int summed)
    {
        bool areNarrow = largest < NarrowResidual && largestWeight < NarrowWeight && largest * largestWeight < PartLimit
            && largestActual < NarrowActual;
        if (!Avx2.IsSupported || !areNarrow)
        {
            return;
        }

        Vector256<long> without = default, weightSums = default, squaredWeights = default, residualSums = default, absolutes = default;
        Vector256<long> squares = default, twice = default, high = default, cross = default, low = default;
        Vector256<long> actualSums = default, highActuals = default, lowActuals = default;
        Vector256<long> lossHalf = Vector256.Create((1L << LossBits) - 1);
        Vector256<long> squareHalf = Vector256.Create((1L << SquareBits) - 1);
        int length = residuals.Length - (residuals.Length % Vector256<long>.Count);
        for (int i = 0; i < length; i += Vector256<long>.Count)
        {
            Vector256<long> weight = Vector256.Create(weights[i..]);
            Vector256<long> residual = Vector256.Create(residuals[i..]);
            Vector256<long> actual = Vector256.Create(actuals[i..]);
            without -= Vector256.Equals(weight, Vector256<long>.Zero);
            weightSums += weight;
            squaredWeights += DecimalRunSums.Product(weight, weight);

            Vector256<long> part = DecimalRunSums.Product(weight, residual);
            Vector256<long> loss = DecimalRunSums.Product(part, residual);
            Vector256<long> lossHigh = Vector256.ShiftRightLogical(loss, LossBits);
            Vector256<long> lossLow = loss & lossHalf;
            residualSums += part;
            absolutes += Vector256.Abs(part);
            squares += loss;
            twice += DecimalRunSums.Product(part, part);
            high += DecimalRunSums.Product(lossHigh, lossHigh);
            cross += DecimalRunSums.Product(lossHigh, lossLow);
            low += DecimalRunSums.Product(lossLow, lossLow);

            Vector256<long> square = DecimalRunSums.Product(actual, actual);
            actualSums += DecimalRunSums.Product(weight, actual);
            highActuals += DecimalRunSums.Product(weight, Vector256.ShiftRightLogical(square, SquareBits));
            lowActuals += DecimalRunSums.Product(weight, square & squareHalf);
        }

        Weighted += length - Vector256.Sum(without);
        Weights += (ulong)Vector256.Sum(weightSums);
        SquaredWeights += (ulong)Vector256.Sum(squaredWeights);
        Residuals += Vector256.Sum(residualSums);
        Absolutes += (ulong)Vector256.Sum(absolutes);
        Squares.Add(0, (ulong)Vector256.Sum(squares));
        TwiceWeightedSquares.Add(0, (ulong)Vector256.Sum(twice));
        SquaredLosses.Add(0, (ulong)Vector256.Sum(low));
        SquaredLosses.AddShifted((ulong)Vector256.Sum(cross), LossBits + 1);
        SquaredLosses.AddShifted((ulong)Vector256.Sum(high), 2 * LossBits);
        Actuals += Vector256.Sum(actualSums);
        SquaredActuals.Add(0, (ulong)Vector256.Sum(lowActuals));
        SquaredActuals.AddShifted((ulong)Vector256.Sum(highActuals), SquareBits);
        summed = length;
    }
}
