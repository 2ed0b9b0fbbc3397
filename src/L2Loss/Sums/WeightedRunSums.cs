namespace L2Loss;

/// <summary>The sums of a run of short decimals with weights, in words with their carries.</summary>
internal partial struct WeightedRunSums
{
    /// <summary>The most records that vectors add at once.</summary>
    internal const int Capacity = 256;

    // Sums of a block of products of numbers below these limits fit.
    internal const ulong WeightLimit = 1UL << 21;
    internal const ulong ResidualLimit = 1UL << 31;
    internal const ulong ActualLimit = 1UL << 42;

    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count;

    /// <summary>The records that have a weight.</summary>
    internal long Weighted;

    internal ulong Weights;
    internal ulong SquaredWeights;
    internal long Residuals;
    internal ulong Absolutes;
    internal Int128 Actuals;
    internal ThreeWords Squares;
    internal ThreeWords TwiceWeightedSquares;
    internal ThreeWords SquaredLosses;
    internal ThreeWords SquaredActuals;

    /// <summary>Adds records, of which those of weight 0 enter no sum.</summary>
    /// <param name="residuals">Below the limit, as all their losses are below 2^64.</param>
    /// <param name="actuals">Below the limit, as many.</param>
    /// <param name="weights">Below the limit, as many.</param>
    /// <param name="largest">The largest magnitude of the residuals that have a weight.</param>
    /// <param name="largestActual">The largest magnitude of the actuals.</param>
    /// <param name="largestWeight">The largest weight.</param>
    internal void Add(
        ReadOnlySpan<long> residuals,
        ReadOnlySpan<long> actuals,
        ReadOnlySpan<long> weights,
        ulong largest,
        ulong largestActual,
        ulong largestWeight)
    {
        int summed = 0;
        AddVectors(residuals, actuals, weights, largest, largestActual, largestWeight, ref summed);
        Add(residuals[summed..], actuals[summed..], weights[summed..]);
    }

    /// <summary>The finished sums.</summary>
    internal readonly LossTotals ToTotals(int scale, int weightScale) => new()
    {
        Count = Count,
        WeightedCount = Weighted,
        Weights = new ExactNumber((UInt128)Weights, 0, weightScale),
        SquaredWeights = new ExactNumber((UInt128)SquaredWeights, 0, 2 * weightScale),
        Residuals = new ExactNumber(Residuals, 0, weightScale + scale),
        Absolutes = new ExactNumber((UInt128)Absolutes, 0, weightScale + scale),
        Squares = new ExactNumber(Squares.ToWholeNumber(), 0, weightScale + (2 * scale)),
        TwiceWeightedSquares = new ExactNumber(TwiceWeightedSquares.ToWholeNumber(), 0, 2 * (weightScale + scale)),
        SquaredLosses = new ExactNumber(SquaredLosses.ToWholeNumber(), 0, (2 * weightScale) + (4 * scale)),
        Actuals = new ExactNumber(Actuals, 0, weightScale + scale),
        SquaredActuals = new ExactNumber(SquaredActuals.ToWholeNumber(), 0, weightScale + (2 * scale)),
    };

    /// <summary>Adds as many narrow records as fill vectors, where there are any, and gives their number.</summary>
    partial void AddVectors(
        ReadOnlySpan<long> residuals,
        ReadOnlySpan<long> actuals,
        ReadOnlySpan<long> weights,
        ulong largest,
        ulong largestActual,
        ulong largestWeight,
        ref int summed);

    private void Add(ReadOnlySpan<long> residuals, ReadOnlySpan<long> actuals, ReadOnlySpan<long> weights)
    {
        for (int i = 0; i < residuals.Length; i++)
        {
            ulong weight = (ulong)weights[i];
            if (weight == 0)
            {
                continue;
            }

            ulong magnitude = Magnitude.Of(residuals[i]);
            ulong actualMagnitude = Magnitude.Of(actuals[i]);
            ulong part = weight * magnitude;
            ulong loss = part * magnitude;
            Weighted++;
            Weights += weight;
            SquaredWeights += weight * weight;
            Residuals += weights[i] * residuals[i];
            Absolutes += part;
            Squares.Add(0, loss);
            TwiceWeightedSquares.Add(Math.BigMul(part, part, out ulong low), low);
            SquaredLosses.Add(Math.BigMul(loss, loss, out low), low);
            Actuals += weights[i] * actuals[i];
            SquaredActuals.Add(Math.BigMul(weight * actualMagnitude, actualMagnitude, out low), low);
        }
    }

    /// <summary>A sum of three words.</summary>
    internal struct ThreeWords
    {
        private ulong _low;
        private ulong _high;
        private ulong _top;

        internal void Add(ulong high, ulong low)
        {
            _low += low;
            ulong carry = _low < low ? 1UL : 0UL;
            _high += high;
            _top += _high < high ? 1UL : 0UL;
            _high += carry;
            _top += _high < carry ? 1UL : 0UL;
        }

        /// <summary>Adds value * 2^shift, for a shift below 64.</summary>
        internal void AddShifted(ulong value, int shift) => Add(value >> (64 - shift), value << shift);

        internal readonly WholeNumber ToWholeNumber() => new UInt320(_top, _high, _low).ToWholeNumber();
    }
}
