using System.Diagnostics;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// The sums over records whose actual and predicted values are both decimals. They are whole numbers of
/// 10^-scale, so nothing is rounded, in whatever order they are added.
/// </summary>
internal sealed class DecimalSums
{
    // One entry per number of decimal places that was met: most data has one or two.
    private ScaleSums[] _scales = [];
    private WideSums? _wide;
    private long _count;

    internal long Count => _count;

    internal void Add(in Residual residual, in Number actual)
    {
        _count++;
        if (residual.IsShort)
        {
            // The actual fits at the scale of the residual, or else this would be no short one.
            long aligned = actual.Mantissa * PowersOfTen.Long(residual.Scale - actual.Scale);
            SumsAt(residual.Scale).Add(residual.Mantissa, aligned);
        }
        else
        {
            AddWide(residual, actual);
        }
    }

    /// <summary>Adds a record whose residual and actual have the same scale.</summary>
    internal void Add(long residual, long actual, int scale)
    {
        _count++;
        SumsAt(scale).Add(residual, actual);
    }

    /// <summary>Adds a record whose residual and actual have different scales: where one stands, the other is 0.</summary>
    internal void AddApart(long residual, int residualScale, long actual, int actualScale)
    {
        _count++;
        SumsAt(residualScale).Add(residual, 0);
        SumsAt(actualScale).Add(0, actual);
    }

    /// <summary>Adds a run of records.</summary>
    internal void Add(in RunSums run, int count, int scale)
    {
        _count += count;
        SumsAt(scale).Add(run);
    }

    /// <summary>Adds the sums of another part of the data.</summary>
    internal void Add(DecimalSums other)
    {
        _count += other._count;
        foreach (ref ScaleSums sums in other._scales.AsSpan())
        {
            SumsAt(sums.Scale).Add(sums);
        }

        if (other._wide is not null)
        {
            AddWide(other._wide.Totals);
        }
    }

    /// <summary>Adds sums that have the most decimal places.</summary>
    internal void Add(in DecimalTotals totals)
    {
        _count += totals.Count;
        if (totals.Count > 0)
        {
            AddWide(totals);
        }
    }

    internal DecimalTotals ToTotals()
    {
        DecimalTotals totals = _wide?.Totals ?? new DecimalTotals { Scale = LargestScale };
        totals.Count = _count;
        foreach (ref ScaleSums sums in _scales.AsSpan())
        {
            sums.AddTo(ref totals);
        }

        return totals;
    }

    private int LargestScale
    {
        get
        {
            int largest = 0;
            foreach (ref ScaleSums sums in _scales.AsSpan())
            {
                largest = Math.Max(largest, sums.Scale);
            }

            return largest;
        }
    }

    private ref ScaleSums SumsAt(int scale)
    {
        ScaleSums[] scales = _scales;
        for (int i = 0; i < scales.Length; i++)
        {
            if (scales[i].Scale == scale)
            {
                return ref scales[i];
            }
        }

        // Grown one by one, to be small: an accumulator per group has its own.
        Array.Resize(ref _scales, scales.Length + 1);
        ref ScaleSums added = ref _scales[^1];
        added.Scale = scale;
        return ref added;
    }

    private void AddWide(in Residual residual, in Number actual)
    {
        BigInteger difference = residual.Digits * PowersOfTen.Big(DecimalTotals.MaximumScale - residual.Scale);
        BigInteger square = difference * difference;
        var digits = (BigInteger)actual.DecimalMantissa(out int scale);
        BigInteger value = digits * PowersOfTen.Big(DecimalTotals.MaximumScale - scale);
        AddWide(new DecimalTotals
        {
            Scale = DecimalTotals.MaximumScale,
            Residuals = difference,
            Absolutes = BigInteger.Abs(difference),
            Squares = square,
            SquaredLosses = square * square,
            Actuals = value,
            SquaredActuals = value * value,
        });
    }

    private void AddWide(in DecimalTotals totals)
    {
        Debug.Assert(totals.Scale == DecimalTotals.MaximumScale, "Wide sums have the most decimal places.");
        _wide ??= new WideSums();
        _wide.Totals.Residuals += totals.Residuals;
        _wide.Totals.Absolutes += totals.Absolutes;
        _wide.Totals.Squares += totals.Squares;
        _wide.Totals.SquaredLosses += totals.SquaredLosses;
        _wide.Totals.Actuals += totals.Actuals;
        _wide.Totals.SquaredActuals += totals.SquaredActuals;
    }

    /// <summary>The sums that need whole numbers of any size; few data sets have any.</summary>
    private sealed class WideSums
    {
        internal DecimalTotals Totals = new() { Scale = DecimalTotals.MaximumScale };
    }
}
