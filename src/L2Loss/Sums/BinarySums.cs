namespace L2Loss;

/// <summary>The sums over records with a binary floating-point value or a weight.</summary>
/// <remarks>
/// A record is summed exactly, whatever its numbers are: in whole numbers of 10^-scale times powers of two, with the largest
/// scale of the decimals so far. So the sums do not depend on the order of the records. Values so far apart that 128 bits
/// do not hold their difference are rare and summed as whole numbers of any size.
/// </remarks>
internal sealed class BinarySums
{
    // Decimals with more places would make all others long; they are rare.
    private const int MaximumScale = 22;

    private static readonly ExactNumber One = 1;

    // With decimals and without, with weights and without: usually one of the four.
    private DyadicSums[] _kinds = [];
    private WideSums? _wide;

    /// <summary>The records, those of weight 0 too.</summary>
    internal long Count { get; private set; }

    /// <summary>Adds one record.</summary>
    internal void Add(in Number actual, in Number predicted)
    {
        Count++;
        int scale = Math.Max(ScaleOf(actual), ScaleOf(predicted));
        if (scale <= MaximumScale && SumsFor(scale, false) is DyadicSums sums
            && Dyadic.TryOf(actual, sums.Scale, out Dyadic a)
            && Dyadic.TryOf(predicted, sums.Scale, out Dyadic p)
            && Dyadic.TryAdd(a, -p, out Dyadic residual))
        {
            sums.Add(a, residual);
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
        if (scale <= MaximumScale && SumsFor(scale, true) is DyadicSums sums
            && Dyadic.TryOf(actual, sums.Scale, out Dyadic a)
            && Dyadic.TryOf(predicted, sums.Scale, out Dyadic p)
            && Dyadic.TryOf(weight, sums.Scale, out Dyadic w)
            && Dyadic.TryAdd(a, -p, out Dyadic residual))
        {
            sums.Add(a, residual, w);
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
        SumsFor(0, false).Add(block, count, exponent, actualExponent);
    }

    /// <summary>Adds a block of records with weights.</summary>
    internal void Add(in WeightedBlockSums block, int count)
    {
        Count += count;
        SumsFor(0, true).Add(block, count);
    }

    /// <summary>Adds the sums of another part of the data.</summary>
    internal void Add(BinarySums other)
    {
        Count += other.Count;
        foreach (DyadicSums sums in other._kinds)
        {
            DyadicSums own = SumsFor(sums.Scale, sums.IsWeighted);
            sums.RaiseScale(own.Scale);
            own.Add(sums);
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
        foreach (DyadicSums sums in _kinds)
        {
            totals += sums.ToTotals();
        }

        totals.Count = Count;
        return totals;
    }

    private DyadicSums SumsFor(int scale, bool isWeighted)
    {
        DyadicSums[] kinds = _kinds;
        foreach (DyadicSums sums in kinds)
        {
            if (sums.IsWeighted == isWeighted && (sums.Scale == 0) == (scale == 0))
            {
                sums.RaiseScale(scale);
                return sums;
            }
        }

        // Grown one by one, to be small: an accumulator per group has its own.
        var added = new DyadicSums(scale, isWeighted);
        _kinds = [.. kinds, added];
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
