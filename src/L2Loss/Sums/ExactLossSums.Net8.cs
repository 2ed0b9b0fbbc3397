using System.Diagnostics;

namespace L2Loss;

/// <content>What the kernel sums.</content>
internal sealed partial class ExactLossSums
{
    /// <summary>Adds a block of records.</summary>
    internal void Add(in BlockSums block, int count)
    {
        Debug.Assert(Scale == 0, "Blocks are of doubles.");
        Count += count;
        _residuals.Add(block.Residual);
        _absolutes.Add(block.Absolute);
        _squares.Add(block.Square);
        _squares.Add(block.SquareLeast);
        _squaredLosses.Add(block.Fourth);
        AddActuals(block.Pivot, new DoubleDouble(count), block.Actual, block.ActualSquare);
    }

    /// <summary>Adds a block of records whose linear sums lost bits: those are added again from its values.</summary>
    internal void Add<T>(in BlockSums block, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
        where T : unmanaged
    {
        BlockSums others = block;
        (others.Residual, others.Absolute) = (default, default);
        bool isCentred = block.Pivot != 0.0;
        if (!isCentred)
        {
            // About a pivot all actuals are of its size, and nothing was lost.
            others.Actual = default;
        }

        Add(others, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            double a = FloatingPoint.Widen(actual[i]);
            double p = FloatingPoint.Widen(predicted[i]);
            _residuals.Add(a);
            _residuals.Add(-p);

            // |a - p| is the larger one less the smaller.
            _absolutes.Add(Math.Max(a, p));
            _absolutes.Add(-Math.Min(a, p));
            if (!isCentred)
            {
                _actuals.Add(a);
            }
        }
    }

    /// <summary>Adds a block of records with weights.</summary>
    internal void Add(in WeightedBlockSums block, int count)
    {
        Debug.Assert(Scale == 0, "Blocks are of doubles.");
        Count += count;
        _weighted!.Count += block.WeightedCount;
        _weighted.Weights.Add(block.Weight);
        _weighted.SquaredWeights.Add(block.SquaredWeight);
        _residuals.Add(block.Residual);
        _absolutes.Add(block.Absolute);
        _squares.Add(block.Square);
        _squares.Add(block.SquareLeast);
        _weighted.TwiceWeightedSquares.Add(block.TwiceWeightedSquare);
        _squaredLosses.Add(block.SquaredLoss);
        AddActuals(block.Pivot, block.Weight, block.Actual, block.ActualSquare);
    }

    /// <summary>Adds actuals that a kernel summed about a pivot: a = (a - pivot) + pivot.</summary>
    private void AddActuals(double pivot, DoubleDouble weights, DoubleDouble centred, DoubleDouble squared)
    {
        _actuals.Add(centred);
        _squaredActuals.Add(squared);
        if (pivot == 0.0)
        {
            return;
        }

        Dyadic centre = Dyadic.Of(pivot);
        _squaredActuals.AddProduct(centre, Dyadic.Of(centred.Hi), 1);
        _squaredActuals.AddProduct(centre, Dyadic.Of(centred.Lo), 1);
        _actuals.AddProduct(centre, Dyadic.Of(weights.Hi));
        _actuals.AddProduct(centre, Dyadic.Of(weights.Lo));
        _squaredActuals.AddSquareProduct(centre, Dyadic.Of(weights.Hi));
        _squaredActuals.AddSquareProduct(centre, Dyadic.Of(weights.Lo));
    }
}
