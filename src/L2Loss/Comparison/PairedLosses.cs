using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The losses of two models on the same records, in constant memory.</summary>
/// <remarks>Records are summed exactly, so that their order does not matter.</remarks>
internal sealed class PairedLosses
{
    // One entry per number of decimal places, grown as they are met: most data has one or two.
    private ScaledSums[] _scales = [];

    // Records that 128 bits do not hold: values far apart, or of more places.
    private ExactNumber _squares;
    private ExactNumber _baselineSquares;
    private ExactNumber _squaredDifferences;

    private long _count;
    private long _wins;
    private long _ties;

    /// <summary>Adds one record: what was observed, and what both models predicted.</summary>
    internal void Add(in Number actual, in Number predicted, in Number baselinePredicted)
    {
        _count++;
        int sign = AddLosses(actual, predicted, baselinePredicted);
        _wins += sign < 0 ? 1 : 0;
        _ties += sign == 0 ? 1 : 0;
    }

    /// <summary>Adds the records of a block that are short decimals; the others are left to the caller.</summary>
    /// <inheritdoc cref="PairedRun.Of"/>
    internal void Add(
        NumberColumn actual, NumberColumn predicted, NumberColumn baseline, ReadOnlySpan<bool> isLeftOut, List<int> others)
    {
        PairedRun run = PairedRun.Of(actual, predicted, baseline, isLeftOut, others);
        if (run.Count > 0)
        {
            ref ScaledSums sums = ref SumsAt(run.Scale);
            sums.Squares.Add(run.Squares.High, run.Squares.Low, 0);
            sums.BaselineSquares.Add(run.BaselineSquares.High, run.BaselineSquares.Low, 0);
            sums.SquaredDifferences.Add(run.SquaredDifferences, 0, false);
        }

        _count += run.Count;
        _wins += run.Wins;
        _ties += run.Ties;
    }

    /// <summary>Adds the records of others.</summary>
    internal void Add(PairedLosses other)
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
        _count += other._count;
        _wins += other._wins;
        _ties += other._ties;
    }

    /// <summary>The comparison of all records so far, each quotient rounded once; more may follow.</summary>
    internal L2LossComparison ToComparison()
    {
        var comparison = new L2LossComparison { Count = _count };
        if (_count == 0)
        {
            return comparison;
        }

        (ExactNumber squares, ExactNumber baselineSquares, ExactNumber squaredDifferences) = ToTotals();
        ExactNumber difference = squares - baselineSquares;
        comparison.WinRate = (_wins + (0.5 * _ties)) / _count;
        comparison.Mse = squares.ToDouble(_count);
        comparison.BaselineMse = baselineSquares.ToDouble(_count);
        comparison.MeanLossDifference = difference.ToDouble(_count);
        if (!baselineSquares.IsZero)
        {
            comparison.SkillScore = (-difference).ToDouble(baselineSquares);
        }

        if (_count > 1)
        {
            Test(comparison, difference, Means.Spread(_count, difference, squaredDifferences));
        }

        return comparison;
    }

    /// <summary>The paired t-test.</summary>
    /// <param name="comparison">Gets what it says.</param>
    /// <param name="sum">sum(d) of the differences d of the losses.</param>
    /// <param name="spread">Their spread.</param>
    private void Test(L2LossComparison comparison, in ExactNumber sum, in ExactNumber spread)
    {
        double degrees = _count - 1.0;
        comparison.StandardError = Means.StandardError(_count, spread);
        double mean = comparison.MeanLossDifference;
        double margin = StudentT.Quantile(0.05, degrees) * comparison.StandardError;
        comparison.ConfidenceLow = mean - margin;
        comparison.ConfidenceHigh = mean + margin;

        // t = mean / error, squared and without a unit: both may leave the range of doubles where t does not.
        comparison.PValue = sum.IsZero ? 1.0
            : spread.IsZero ? 0.0
            : StudentT.TwoSided((sum * sum * (_count - 1)).Root(spread), degrees);
    }

    /// <summary>Adds one record; the result is the sign of the difference of the losses.</summary>
    private int AddLosses(in Number actual, in Number predicted, in Number baselinePredicted)
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

    /// <summary>The sums of the squared losses of both models and of their squared differences.</summary>
    private (ExactNumber Squares, ExactNumber BaselineSquares, ExactNumber SquaredDifferences) ToTotals()
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
