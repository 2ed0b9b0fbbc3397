using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// The exact sums over records whose numbers, times 10^Scale, are whole numbers times powers of two: doubles, and decimals
/// with up to so many places.
/// </summary>
/// <remarks>
/// Only the sums of columns of doubles are rounded a little, by the kernels; what they give is summed without any rounding.
/// </remarks>
internal sealed partial class ExactLossSums(int scale, bool isWeighted)
{
    // Records of weight 1 have none, to be small: there may be many groups.
    private readonly WeightSums? _weighted = isWeighted ? new WeightSums() : null;
    private ExactSum _residuals;
    private ExactSum _absolutes;
    private ExactSum _squares;
    private ExactSum _squaredLosses;
    private ExactSum _actuals;
    private ExactSum _squaredActuals;

    internal int Scale => scale;

    internal bool IsWeighted => _weighted is not null;

    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count { get; private set; }

    /// <summary>Adds one record without a weight.</summary>
    internal void Add(in Dyadic actual, in Dyadic residual)
    {
        Count++;
        if ((actual.High | residual.High) != 0)
        {
            AddLong(actual, residual);
            return;
        }

        (ulong a, ulong r, int exponent) = (actual.Low, residual.Low, residual.Exponent);
        ulong high = Math.BigMul(r, r, out ulong low);
        _residuals.Add(0, r, exponent, residual.IsNegative);
        _absolutes.Add(0, r, exponent);
        _squares.Add(high, low, 2 * exponent);
        _squaredLosses.AddSquare(high, low, 4 * exponent);
        _actuals.Add(0, a, actual.Exponent, actual.IsNegative);
        _squaredActuals.AddProduct(a, a, 2 * actual.Exponent);
    }

    /// <summary>Adds one record of weight 0, which enters no sum.</summary>
    internal void AddWithoutWeight() => Count++;

    /// <summary>Adds one record with a weight, which is positive.</summary>
    internal void Add(in Dyadic actual, in Dyadic residual, in Dyadic weight)
    {
        Debug.Assert(!weight.IsZero && !weight.IsNegative, "A record of weight 0 enters no sum.");
        Count++;
        _weighted!.Count++;
        if ((actual.High | residual.High | weight.High) != 0)
        {
            AddLong(actual, residual, weight);
            return;
        }

        AddWeighted(residual, weight);
        AddWeightedActual(actual, weight);
    }

    /// <summary>Adds the sums of other records of the same kind and scale.</summary>
    internal void Add(ExactLossSums other)
    {
        Count += other.Count;
        _residuals.Add(other._residuals);
        _absolutes.Add(other._absolutes);
        _squares.Add(other._squares);
        _squaredLosses.Add(other._squaredLosses);
        _actuals.Add(other._actuals);
        _squaredActuals.Add(other._squaredActuals);
        if (_weighted is not null)
        {
            _weighted.Count += other._weighted!.Count;
            _weighted.Weights.Add(other._weighted.Weights);
            _weighted.SquaredWeights.Add(other._weighted.SquaredWeights);
            _weighted.TwiceWeightedSquares.Add(other._weighted.TwiceWeightedSquares);
        }
    }

    /// <summary>The sums, those of the weights too.</summary>
    internal LossTotals ToTotals()
    {
        // A weight is scaled as the values are.
        int w = IsWeighted ? 1 : 0;
        ExactNumber squares = _squares.ToNumber((w + 2) * Scale);
        return new LossTotals
        {
            Count = Count,
            WeightedCount = _weighted is not null ? _weighted.Count : Count,
            Weights = _weighted is not null ? _weighted.Weights.ToNumber(Scale) : Count,
            SquaredWeights = _weighted is not null ? _weighted.SquaredWeights.ToNumber(2 * Scale) : Count,
            Residuals = _residuals.ToNumber((w + 1) * Scale),
            Absolutes = _absolutes.ToNumber((w + 1) * Scale),
            Squares = squares,
            TwiceWeightedSquares = _weighted is not null ? _weighted.TwiceWeightedSquares.ToNumber(4 * Scale) : squares,
            SquaredLosses = _squaredLosses.ToNumber(((2 * w) + 4) * Scale),
            Actuals = _actuals.ToNumber((w + 1) * Scale),
            SquaredActuals = _squaredActuals.ToNumber((w + 2) * Scale),
        };
    }

    /// <summary>The residual and the weight are of one word.</summary>
    private void AddWeighted(in Dyadic residual, in Dyadic weight)
    {
        WeightSums weighted = _weighted!;
        (ulong r, ulong w) = (residual.Low, weight.Low);
        int exponent = weight.Exponent + residual.Exponent;
        ulong high = Math.BigMul(w, r, out ulong low);
        weighted.Weights.Add(0, w, weight.Exponent);
        weighted.SquaredWeights.AddProduct(w, w, 2 * weight.Exponent);
        weighted.TwiceWeightedSquares.AddSquare(high, low, 2 * exponent);
        _residuals.Add(high, low, exponent, residual.IsNegative);
        _absolutes.Add(high, low, exponent);
        AddLoss(high, low, r, exponent + residual.Exponent);
    }

    /// <summary>Adds the loss (high * 2^64 + low) * residual * 2^exponent, of up to three words.</summary>
    private void AddLoss(ulong high, ulong low, ulong residual, int exponent)
    {
        ulong middle = Math.BigMul(low, residual, out low);
        ulong top = Math.BigMul(high, residual, out ulong part);
        middle += part;
        top += middle < part ? 1UL : 0UL;
        _squares.Add(middle, low, exponent);
        _squaredLosses.AddSquare(middle, low, 2 * exponent);
        if (top != 0)
        {
            // (top * 2^128 + rest)^2 = rest^2 + 2^129 * top * rest + 2^256 * top^2
            _squares.Add(0, top, exponent + 128);
            _squaredLosses.AddProduct(top, low, (2 * exponent) + 129);
            _squaredLosses.AddProduct(top, middle, (2 * exponent) + 193);
            _squaredLosses.AddProduct(top, top, (2 * exponent) + 256);
        }
    }

    /// <summary>The actual value and the weight are of one word.</summary>
    private void AddWeightedActual(in Dyadic actual, in Dyadic weight)
    {
        int exponent = weight.Exponent + actual.Exponent;
        ulong high = Math.BigMul(weight.Low, actual.Low, out ulong low);
        _actuals.Add(high, low, exponent, actual.IsNegative);
        exponent += actual.Exponent;
        _squaredActuals.AddProduct(low, actual.Low, exponent);
        if (high != 0)
        {
            _squaredActuals.AddProduct(high, actual.Low, exponent + 64);
        }
    }

    /// <summary>As <see cref="Add(in Dyadic, in Dyadic)"/>, of numbers of any length.</summary>
    [SkipLocalsInit]
    private void AddLong(in Dyadic actual, in Dyadic residual)
    {
        ReadOnlySpan<ulong> a = actual.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> r = residual.ToWords(stackalloc ulong[2]);
        ReadOnlySpan<ulong> loss = Words.Multiply(r, r, stackalloc ulong[4]);
        int exponent = residual.Exponent;

        _residuals.Add(r, exponent, residual.IsNegative);
        _absolutes.Add(r, exponent, false);
        _squares.Add(loss, 2 * exponent, false);
        _squaredLosses.Add(Words.Multiply(loss, loss, stackalloc ulong[8]), 4 * exponent, false);
        _actuals.Add(a, actual.Exponent, actual.IsNegative);
        _squaredActuals.Add(Words.Multiply(a, a, stackalloc ulong[4]), 2 * actual.Exponent, false);
    }

    /// <summary>As <see cref="Add(in Dyadic, in Dyadic, in Dyadic)"/>, of numbers of any length.</summary>
    [SkipLocalsInit]
    private void AddLong(in Dyadic actual, in Dyadic residual, in Dyadic weight)
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

        _weighted!.Weights.Add(w, weight.Exponent, false);
        _weighted.SquaredWeights.Add(Words.Multiply(w, w, stackalloc ulong[4]), 2 * weight.Exponent, false);
        _residuals.Add(weighted, exponent, residual.IsNegative);
        _absolutes.Add(weighted, exponent, false);
        _squares.Add(loss, lossExponent, false);
        _weighted.TwiceWeightedSquares.Add(Words.Multiply(weighted, weighted, stackalloc ulong[8]), 2 * exponent, false);
        _squaredLosses.Add(Words.Multiply(loss, loss, stackalloc ulong[12]), 2 * lossExponent, false);
        _actuals.Add(weightedActual, actualExponent, actual.IsNegative);
        _squaredActuals.Add(
            Words.Multiply(weightedActual, a, stackalloc ulong[6]), actualExponent + actual.Exponent, false);
    }

    private sealed class WeightSums
    {
        // The records that have a weight.
        internal long Count;
        internal ExactSum Weights;
        internal ExactSum SquaredWeights;
        internal ExactSum TwiceWeightedSquares;
    }
}
