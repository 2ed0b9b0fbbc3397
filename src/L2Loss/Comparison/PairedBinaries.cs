using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The sums of <see cref="PairedLosses"/> over records with a binary floating-point value, exact.</summary>
internal sealed class PairedBinaries
{
    // One entry per number of decimal places that was met, as in BinarySums.
    private ScaleSums[] _scales = [];
    private PairedTotals _wide;

    /// <summary>Adds one record; the result is the sign of the difference of the losses.</summary>
    internal int Add(in Number actual, in Number predicted, in Number baselinePredicted)
    {
        int scale = Math.Max(BinarySums.ScaleOf(actual), BinarySums.ScaleOf(predicted));
        scale = Math.Max(scale, BinarySums.ScaleOf(baselinePredicted));

        // m^2 - b^2 = (m - b) * (m + b), where m - b is the difference of the predictions.
        return Dyadic.TryOf(actual, scale, out Dyadic a)
            && Dyadic.TryOf(predicted, scale, out Dyadic p) && Dyadic.TryOf(baselinePredicted, scale, out Dyadic q)
            && Dyadic.TryAdd(a, -p, out Dyadic model) && Dyadic.TryAdd(a, -q, out Dyadic baseline)
            && Dyadic.TryAdd(q, -p, out Dyadic difference) && Dyadic.TryAdd(model, baseline, out Dyadic sum)
            ? SumsAt(scale).Add(model, baseline, difference, sum)
            : AddWide(ExactNumber.Of(actual), ExactNumber.Of(predicted), ExactNumber.Of(baselinePredicted));
    }

    internal PairedTotals ToTotals()
    {
        PairedTotals totals = _wide;
        foreach (ScaleSums sums in _scales)
        {
            totals += sums.ToTotals();
        }

        return totals;
    }

    private int AddWide(in ExactNumber actual, in ExactNumber predicted, in ExactNumber baselinePredicted)
    {
        ExactNumber model = actual - predicted;
        ExactNumber baseline = actual - baselinePredicted;
        ExactNumber difference = (baselinePredicted - predicted) * (model + baseline);
        _wide += new PairedTotals
        {
            Squares = model * model,
            BaselineSquares = baseline * baseline,
            SquaredDifferences = difference * difference,
        };
        return difference.Digits.Sign;
    }

    private ref ScaleSums SumsAt(int scale)
    {
        for (int i = 0; i < _scales.Length; i++)
        {
            if (_scales[i].Scale == scale)
            {
                return ref _scales[i];
            }
        }

        _scales = [.. _scales, new ScaleSums { Scale = scale }];
        return ref _scales[^1];
    }

    /// <summary>Sums over numbers that are dyadic times 10^Scale.</summary>
    private struct ScaleSums
    {
        internal int Scale;

        private ExactSum _squares;
        private ExactSum _baselineSquares;
        private ExactSum _squaredDifferences;

        /// <summary>Adds the residuals and the difference and the sum of them; gives the sign of the last two.</summary>
        [SkipLocalsInit]
        internal int Add(in Dyadic model, in Dyadic baseline, in Dyadic difference, in Dyadic sum)
        {
            ReadOnlySpan<ulong> product = Words.Multiply(
                difference.ToWords(stackalloc ulong[2]), sum.ToWords(stackalloc ulong[2]), stackalloc ulong[4]);
            _squares.AddProduct(model, model);
            _baselineSquares.AddProduct(baseline, baseline);
            _squaredDifferences.Add(
                Words.Multiply(product, product, stackalloc ulong[8]), 2 * (difference.Exponent + sum.Exponent), false);
            return product.IsEmpty ? 0 : difference.IsNegative != sum.IsNegative ? -1 : 1;
        }

        internal readonly PairedTotals ToTotals() => new()
        {
            Squares = _squares.ToNumber(2 * Scale),
            BaselineSquares = _baselineSquares.ToNumber(2 * Scale),
            SquaredDifferences = _squaredDifferences.ToNumber(4 * Scale),
        };
    }
}
