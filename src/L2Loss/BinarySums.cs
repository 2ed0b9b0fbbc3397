namespace L2Loss;

/// <summary>The sums over records with a binary floating-point value or a weight.</summary>
/// <remarks>
/// A record is summed exactly, whatever its numbers are: in whole numbers of 10^-scale times powers of two, with the scale
/// of its decimals. So the sums do not depend on the order of the records. Data whose values differ so much that even
/// 128 bits do not hold their difference is rare and summed as whole numbers of any size.
/// </remarks>
internal sealed class BinarySums
{
    private static readonly ExactNumber One = 1;

    // One entry per number of decimal places that was met, with weights and without: usually one.
    private DyadicSums[] _scales = [];
    private WideSums? _wide;

    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count { get; private set; }

    /// <summary>Adds one record.</summary>
    internal void Add(in Number actual, in Number predicted)
    {
        Count++;
        int scale = Math.Max(ScaleOf(actual), ScaleOf(predicted));
        if (Dyadic.TryOf(actual, scale, out Dyadic a) && Dyadic.TryOf(predicted, scale, out Dyadic p)
            && Dyadic.TryAdd(a, -p, out Dyadic residual))
        {
            SumsAt(scale, false).Add(a, residual);
        }
        else
        {
            AddWide(actual, predicted, One);
        }
    }

    /// <summary>Adds one record with a weight that is not negative.</summary>
    internal void Add(in Number actual, in Number predicted, in Number weight)
    {
        Count++;
        if (weight.Value == 0.0)
        {
            return;
        }

        int scale = Math.Max(ScaleOf(weight), Math.Max(ScaleOf(actual), ScaleOf(predicted)));
        if (Dyadic.TryOf(actual, scale, out Dyadic a) && Dyadic.TryOf(predicted, scale, out Dyadic p)
            && Dyadic.TryOf(weight, scale, out Dyadic w) && Dyadic.TryAdd(a, -p, out Dyadic residual))
        {
            SumsAt(scale, true).Add(a, residual, w);
        }
        else
        {
            AddWide(actual, predicted, ExactNumber.Of(weight));
        }
    }

    /// <summary>Adds a block of records: residuals scaled by 2^-exponent, actuals by 2^-actualExponent.</summary>
    internal void Add(in BlockSums block, int count, int exponent, int actualExponent)
    {
        Count += count;
        SumsAt(0, false).Add(block, count, exponent, actualExponent);
    }

    /// <summary>Adds a block of records with weights.</summary>
    internal void Add(in WeightedBlockSums block, int count)
    {
        Count += count;
        SumsAt(0, true).Add(block, count);
    }

    /// <summary>Adds the sums of another part of the data.</summary>
    internal void Add(BinarySums other)
    {
        Count += other.Count;
        foreach (DyadicSums sums in other._scales)
        {
            SumsAt(sums.Scale, sums.IsWeighted).Add(sums);
        }

        if (other._wide is not null)
        {
            AddWide(other._wide.Totals);
        }
    }

    /// <summary>Adds finished sums.</summary>
    internal void Add(in ExactTotals totals)
    {
        Count += totals.Count;
        AddWide(totals);
    }

    /// <summary>The decimal places of a number; of a double none.</summary>
    internal static int ScaleOf(in Number number) => number.IsDecimal ? number.Scale : 0;

    internal ExactTotals ToTotals()
    {
        ExactTotals totals = _wide?.Totals ?? default;
        foreach (DyadicSums sums in _scales)
        {
            totals += sums.ToTotals();
        }

        totals.Count = Count;
        return totals;
    }

    private DyadicSums SumsAt(int scale, bool isWeighted)
    {
        DyadicSums[] scales = _scales;
        foreach (DyadicSums sums in scales)
        {
            if (sums.Scale == scale && sums.IsWeighted == isWeighted)
            {
                return sums;
            }
        }

        // Grown one by one, to be small: an accumulator per group has its own.
        var added = new DyadicSums(scale, isWeighted);
        _scales = [.. scales, added];
        return added;
    }

    private void AddWide(in Number actual, in Number predicted, in ExactNumber weight)
    {
        ExactNumber a = ExactNumber.Of(actual);
        AddWide(ExactTotals.Of(a, a - ExactNumber.Of(predicted), weight));
    }

    private void AddWide(in ExactTotals totals)
    {
        _wide ??= new WideSums();
        _wide.Totals += totals;
    }

    /// <summary>The sums that need whole numbers of any size; few data sets have any.</summary>
    private sealed class WideSums
    {
        internal ExactTotals Totals;
    }
}
