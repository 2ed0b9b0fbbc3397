using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace L2Loss;

/// <summary>Sums of a run of narrow decimals with weights, the usual case, four at a time.</summary>
internal static class WeightedRunVectors
{
    // A part is a weighted residual. Its square is below 2^54, a loss below 2^50: of 256 records the sums are below 2^62.
    private const ulong ResidualLimit = 1UL << 23;
    private const ulong WeightLimit = 1UL << 12;
    private const ulong PartLimit = 1UL << 27;

    // A loss is cut into two halves of so many bits: the sums of their products are below 2^58.
    private const int LossBits = 25;

    // The square of an actual, below 2^62, is cut into two halves of so many bits, which vectors multiply with their sign: the
    // sums of their products with weights are below 2^51.
    private const int SquareBits = 31;
    private const ulong ActualLimit = 1UL << SquareBits;

    /// <summary>True for numbers of which none is larger than these, where vectors have products of 64 bits.</summary>
    internal static bool Suit(ulong residual, ulong actual, ulong weight) =>
        DecimalRunVectors.IsSupported && residual < ResidualLimit && weight < WeightLimit && residual * weight < PartLimit && actual < ActualLimit;

    /// <summary>Adds as many records as fill vectors, and gives their number.</summary>
    /// <inheritdoc cref="WeightedRunSums.Add"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Add(
        ref WeightedRunSums sums, ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals, ReadOnlySpan<long> weights)
    {
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
            squaredWeights += DecimalRunVectors.Product(weight, weight);

            Vector256<long> part = DecimalRunVectors.Product(weight, residual);
            Vector256<long> loss = DecimalRunVectors.Product(part, residual);
            Vector256<long> lossHigh = Vector256.ShiftRightLogical(loss, LossBits);
            Vector256<long> lossLow = loss & lossHalf;
            residualSums += part;
            absolutes += Vector256.Abs(part);
            squares += loss;
            twice += DecimalRunVectors.Product(part, part);
            high += DecimalRunVectors.Product(lossHigh, lossHigh);
            cross += DecimalRunVectors.Product(lossHigh, lossLow);
            low += DecimalRunVectors.Product(lossLow, lossLow);

            Vector256<long> square = DecimalRunVectors.Product(actual, actual);
            actualSums += DecimalRunVectors.Product(weight, actual);
            highActuals += DecimalRunVectors.Product(weight, Vector256.ShiftRightLogical(square, SquareBits));
            lowActuals += DecimalRunVectors.Product(weight, square & squareHalf);
        }

        sums.Weighted += length - Vector256.Sum(without);
        sums.Weights += (ulong)Vector256.Sum(weightSums);
        sums.SquaredWeights += (ulong)Vector256.Sum(squaredWeights);
        sums.Residuals += Vector256.Sum(residualSums);
        sums.Absolutes += (ulong)Vector256.Sum(absolutes);
        sums.Squares.Add(0, (ulong)Vector256.Sum(squares));
        sums.TwiceWeightedSquares.Add(0, (ulong)Vector256.Sum(twice));
        sums.SquaredLosses.Add(0, (ulong)Vector256.Sum(low));
        sums.SquaredLosses.AddShifted((ulong)Vector256.Sum(cross), LossBits + 1);
        sums.SquaredLosses.AddShifted((ulong)Vector256.Sum(high), 2 * LossBits);
        sums.Actuals += Vector256.Sum(actualSums);
        sums.SquaredActuals.Add(0, (ulong)Vector256.Sum(lowActuals));
        sums.SquaredActuals.AddShifted((ulong)Vector256.Sum(highActuals), SquareBits);
        return length;
    }
}
