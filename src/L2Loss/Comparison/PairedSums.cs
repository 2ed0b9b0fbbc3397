using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The exact sums of <see cref="PairedLosses"/>.</summary>
internal sealed class PairedSums
{
    // One entry per number of decimal places, grown as they are met: most data has one or two.
    private ScaledSums[] _scales = [];

    // Records that 128 bits do not hold: values far apart, or of more places.
    private ExactNumber _squares;
    private ExactNumber _baselineSquares;
    private ExactNumber _squaredDifferences;

    /// <summary>Adds one record; the result is the sign of the difference of the losses.</summary>
    internal int Add(in Number actual, in Number predicted, in Number baselinePredicted)
    {
        int scale = Math.Max(actual.Scale, Math.Max(predicted.Scale, baselinePredicted.Scale));

        if (actual.IsShort && predicted.IsShort && baselinePredicted.IsShort
            && Residual.TryAlign(actual.Mantissa, scale - actual.Scale, out long alignedActual)
            && Residual.TryAlign(predicted.Mantissa, scale - predicted.Scale, out long alignedModel)
            && Residual.TryAlign(baselinePredicted.Mantissa, scale - baselinePredicted.Scale, out long alignedBaseline))
        {
            return SumsAt(scale).Add(
                Magnitude.Of(alignedActual - alignedModel), Magnitude.Of(alignedActual - alignedBaseline));
        }

        // m^2 - b^2 = (m - b) * (m + b), where m - b is the difference of the predictions.
        return Dyadic.TryOf(actual, scale, out Dyadic a)
            && Dyadic.TryOf(predicted, scale, out Dyadic p) && Dyadic.TryOf(baselinePredicted, scale, out Dyadic q)
            && Dyadic.TryAdd(a, -p, out Dyadic model) && Dyadic.TryAdd(a, -q, out Dyadic baseline)
            && Dyadic.TryAdd(q, -p, out Dyadic difference) && Dyadic.TryAdd(model, baseline, out Dyadic sum)
            ? SumsAt(scale).Add(model, baseline, difference, sum)
            : AddLong(ExactNumber.Of(actual), ExactNumber.Of(predicted), ExactNumber.Of(baselinePredicted));
    }

    /// <summary>Adds a block of records.</summary>
    internal void Add(in PairedRun run)
    {
        if (run.Count > 0)
        {
            ref ScaledSums sums = ref SumsAt(run.Scale);
            sums.Squares.Add(run.Squares.High, run.Squares.Low, 0);
            sums.BaselineSquares.Add(run.BaselineSquares.High, run.BaselineSquares.Low, 0);
            sums.SquaredDifferences.Add(run.SquaredDifferences, 0, false);
        }
    }

    /// <summary>Adds the sums of other records.</summary>
    internal void Add(PairedSums other)
    {
        foreach (ref ScaledSums sums in other._scales.AsSpan())
        {
            ref ScaledSums own = ref SumsAt(sums.Scale);
            own.Squares.Add(sums.Squares);
            own.BaselineSquares.Add(sums.BaselineSquares);
            own.SquaredDifferences.Add(sums.SquaredDifferences);
        }

        _squares += other._squares;
        _baselineSquares += other._baselineSquares;
        _squaredDifferences += other._squaredDifferences;
    }

    /// <summary>The sums of the squared losses of both models and of their squared differences.</summary>
    internal (ExactNumber Squares, ExactNumber BaselineSquares, ExactNumber SquaredDifferences) ToTotals()
    {
        (ExactNumber squares, ExactNumber baselineSquares, ExactNumber differences) =
            (_squares, _baselineSquares, _squaredDifferences);
        foreach (ref ScaledSums sums in _scales.AsSpan())
        {
            squares += sums.Squares.ToNumber(2 * sums.Scale);
            baselineSquares += sums.BaselineSquares.ToNumber(2 * sums.Scale);
            differences += sums.SquaredDifferences.ToNumber(4 * sums.Scale);
        }

        return (squares, baselineSquares, differences);
    }

    private int AddLong(in ExactNumber actual, in ExactNumber predicted, in ExactNumber baselinePredicted)
    {
        ExactNumber model = actual - predicted;
        ExactNumber baseline = actual - baselinePredicted;
        ExactNumber difference = (baselinePredicted - predicted) * (model + baseline);
        _squares += model * model;
        _baselineSquares += baseline * baseline;
        _squaredDifferences += difference * difference;
        return difference.Digits.Sign;
    }

    private ref ScaledSums SumsAt(int scale)
    {
        for (int i = 0; i < _scales.Length; i++)
        {
            if (_scales[i].Scale == scale)
            {
                return ref _scales[i];
            }
        }

        _scales = [.. _scales, new ScaledSums { Scale = scale }];
        return ref _scales[^1];
    }

    /// <summary>Sums over numbers that, times 10^Scale, are whole numbers times powers of two.</summary>
    private struct ScaledSums
    {
        internal int Scale;
        internal ExactSum Squares;
        internal ExactSum BaselineSquares;
        internal ExactSum SquaredDifferences;

        /// <summary>Adds the magnitudes of two residuals, below 2^63; gives the sign of their difference.</summary>
        internal int Add(ulong model, ulong baseline)
        {
            Squares.AddProduct(model, model, 0);
            BaselineSquares.AddProduct(baseline, baseline, 0);
            ulong difference = model < baseline ? baseline - model : model - baseline;
            ulong high = Math.BigMul(difference, model + baseline, out ulong low);
            SquaredDifferences.AddSquare(high, low, 0);
            return model.CompareTo(baseline);
        }

        /// <summary>Adds the residuals and the difference and the sum of them; gives the sign of the last two.</summary>
        [SkipLocalsInit]
        internal int Add(in Dyadic model, in Dyadic baseline, in Dyadic difference, in Dyadic sum)
        {
            int sign = difference.IsZero || sum.IsZero ? 0 : difference.IsNegative != sum.IsNegative ? -1 : 1;
            int exponent = 2 * (difference.Exponent + sum.Exponent);
            if ((model.High | baseline.High | difference.High | sum.High) == 0)
            {
                // Usual numbers.
                Squares.AddProduct(model.Low, model.Low, 2 * model.Exponent);
                BaselineSquares.AddProduct(baseline.Low, baseline.Low, 2 * baseline.Exponent);
                ulong high = Math.BigMul(difference.Low, sum.Low, out ulong low);
                SquaredDifferences.AddSquare(high, low, exponent);
                return sign;
            }

            ReadOnlySpan<ulong> product = Words.Multiply(
                difference.ToWords(stackalloc ulong[2]), sum.ToWords(stackalloc ulong[2]), stackalloc ulong[4]);
            Squares.AddProduct(model, model);
            BaselineSquares.AddProduct(baseline, baseline);
            SquaredDifferences.Add(Words.Multiply(product, product, stackalloc ulong[8]), exponent, false);
            return sign;
        }
    }
}
