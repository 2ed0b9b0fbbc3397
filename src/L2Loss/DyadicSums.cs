using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// The exact sums over records whose numbers, times 10^Scale, are whole numbers times powers of two: doubles, and decimals
/// with up to so many places.
/// </summary>
/// <remarks>
/// Only the sums of columns of doubles are rounded a little, by the kernels; what they give is summed without any rounding.
/// </remarks>
internal sealed class DyadicSums(int scale, bool isWeighted)
{
    // Records of weight 1 have no sums of weights, to be small: there may be many groups.
    private long _count;
    private ExactSum _weights;
    private ExactSum _squaredWeights;
    private ExactSum _residuals;
    private ExactSum _absolutes;
    private ExactSum _squares;
    private ExactSum _twiceWeightedSquares;
    private ExactSum _squaredLosses;
    private ExactSum _actuals;
    private ExactSum _squaredActuals;

    internal int Scale { get; } = scale;

    internal bool IsWeighted { get; } = isWeighted;

    /// <summary>Adds one record without a weight.</summary>
    [SkipLocalsInit]
    internal void Add(in Dyadic actual, in Dyadic residual)
    {
        ReadOnlySpan<ulong> a = actual.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> r = residual.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> loss = Words.Multiply(r, r, stackalloc ulong[4]);
        int exponent = residual.Exponent;

        _count++;
        _residuals.Add(r, exponent, residual.IsNegative);
        _absolutes.Add(r, exponent, false);
        _squares.Add(loss, 2 * exponent, false);
        _squaredLosses.Add(Words.Multiply(loss, loss, stackalloc ulong[8]), 4 * exponent, false);
        _actuals.Add(a, actual.Exponent, actual.IsNegative);
        _squaredActuals.Add(Words.Multiply(a, a, stackalloc ulong[4]), 2 * actual.Exponent, false);
    }

    /// <summary>Adds one record with a weight, which is positive.</summary>
    [SkipLocalsInit]
    internal void Add(in Dyadic actual, in Dyadic residual, in Dyadic weight)
    {
        ReadOnlySpan<ulong> w = weight.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> a = actual.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> r = residual.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> weightedActual = Words.Multiply(w, a, stackalloc ulong[4]);
        ReadOnlySpan<ulong> weighted = Words.Multiply(w, r, stackalloc ulong[4]);
        ReadOnlySpan<ulong> loss = Words.Multiply(weighted, r, stackalloc ulong[6]);
        int exponent = weight.Exponent + residual.Exponent;
        int lossExponent = exponent + residual.Exponent;
        int actualExponent = weight.Exponent + actual.Exponent;

        _count++;
        _weights.Add(w, weight.Exponent, false);
        _squaredWeights.Add(Words.Multiply(w, w, stackalloc ulong[4]), 2 * weight.Exponent, false);
        _residuals.Add(weighted, exponent, residual.IsNegative);
        _absolutes.Add(weighted, exponent, false);
        _squares.Add(loss, lossExponent, false);
        _twiceWeightedSquares.Add(Words.Multiply(weighted, weighted, stackalloc ulong[8]), 2 * exponent, false);
        _squaredLosses.Add(Words.Multiply(loss, loss, stackalloc ulong[12]), 2 * lossExponent, false);
        _actuals.Add(weightedActual, actualExponent, actual.IsNegative);
        _squaredActuals.Add(
            Words.Multiply(weightedActual, a, stackalloc ulong[6]), actualExponent + actual.Exponent, false);
    }

    /// <summary>Adds a block of records: residuals scaled by 2^-exponent, actuals by 2^-actualExponent.</summary>
    internal void Add(in BlockSums block, int count, int exponent, int actualExponent)
    {
        _count += count;
        _residuals.Add(block.Residual, exponent);
        _absolutes.Add(block.Absolute, exponent);
        _squares.Add(block.Square, 2 * exponent);
        _squares.Add(block.SquareLeast, 2 * exponent);
        _squaredLosses.Add(block.Fourth, 4 * exponent);
        AddActuals(block.Pivot, new DoubleDouble(count), block.Actual, block.ActualSquare, actualExponent);
    }

    /// <summary>Adds a block of records with weights.</summary>
    internal void Add(in WeightedBlockSums block, int count)
    {
        _count += count;
        _weights.Add(block.Weight);
        _squaredWeights.Add(block.SquaredWeight);
        _residuals.Add(block.Residual);
        _absolutes.Add(block.Absolute);
        _squares.Add(block.Square);
        _squares.Add(block.SquareLeast, 0);
        _twiceWeightedSquares.Add(block.TwiceWeightedSquare);
        _squaredLosses.Add(block.SquaredLoss);
        AddActuals(block.Pivot, block.Weight, block.Actual, block.ActualSquare, 0);
    }

    /// <summary>Adds the sums of other records of the same kind.</summary>
    internal void Add(DyadicSums other)
    {
        _count += other._count;
        _weights.Add(other._weights);
        _squaredWeights.Add(other._squaredWeights);
        _residuals.Add(other._residuals);
        _absolutes.Add(other._absolutes);
        _squares.Add(other._squares);
        _twiceWeightedSquares.Add(other._twiceWeightedSquares);
        _squaredLosses.Add(other._squaredLosses);
        _actuals.Add(other._actuals);
        _squaredActuals.Add(other._squaredActuals);
    }

    /// <summary>The sums, those of the weights too.</summary>
    internal ExactTotals ToTotals()
    {
        // A weight is scaled as the values are.
        int w = IsWeighted ? 1 : 0;
        ExactNumber squares = _squares.ToNumber((w + 2) * Scale);
        return new ExactTotals
        {
            Count = _count,
            Weights = IsWeighted ? _weights.ToNumber(Scale) : _count,
            SquaredWeights = IsWeighted ? _squaredWeights.ToNumber(2 * Scale) : _count,
            Residuals = _residuals.ToNumber((w + 1) * Scale),
            Absolutes = _absolutes.ToNumber((w + 1) * Scale),
            Squares = squares,
            TwiceWeightedSquares = IsWeighted ? _twiceWeightedSquares.ToNumber(4 * Scale) : squares,
            SquaredLosses = _squaredLosses.ToNumber(((2 * w) + 4) * Scale),
            Actuals = _actuals.ToNumber((w + 1) * Scale),
            SquaredActuals = _squaredActuals.ToNumber((w + 2) * Scale),
        };
    }

    /// <summary>Adds actuals that a kernel summed about a pivot: a = (a - pivot) + pivot.</summary>
    private void AddActuals(
        double pivot, DoubleDouble weights, DoubleDouble centred, DoubleDouble squared, int exponent)
    {
        _actuals.Add(centred, exponent);
        _squaredActuals.Add(squared, 2 * exponent);
        if (pivot == 0.0)
        {
            return;
        }

        Dyadic centre = Dyadic.Of(pivot);
        Dyadic square = Dyadic.Square(pivot);
        _squaredActuals.AddProduct(centre, Dyadic.Of(centred.Hi), (2 * exponent) + 1);
        _squaredActuals.AddProduct(centre, Dyadic.Of(centred.Lo), (2 * exponent) + 1);
        _actuals.AddProduct(centre, Dyadic.Of(weights.Hi), exponent);
        _actuals.AddProduct(centre, Dyadic.Of(weights.Lo), exponent);
        _squaredActuals.AddProduct(square, Dyadic.Of(weights.Hi), 2 * exponent);
        _squaredActuals.AddProduct(square, Dyadic.Of(weights.Lo), 2 * exponent);
    }
}
