using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace L2Loss;

/// <summary>
/// All sums over the measured records of one model and group. Records are summed exactly, so that their order does not
/// matter; each goes to the sums that suit its numbers.
/// </summary>
/// <remarks>Small on purpose: short decimals of one scale need no more than this, and there may be many groups.</remarks>
internal partial struct ErrorSums
{
    private DecimalSums _decimals;
    private OtherSums? _others;

    /// <summary>The records, those of weight 0 too.</summary>
    internal readonly long Count => _decimals.Count + (_others?.Count ?? 0);

    private OtherSums Others => _others ??= new OtherSums();

    /// <summary>Adds one record.</summary>
    internal void Add(in Residual residual, in Number actual, in Number predicted)
    {
        if (residual.IsShort)
        {
            // The actual fits at the scale of the residual, or else this would be no short one.
            long aligned = actual.Mantissa * PowersOfTen.Long(residual.Scale - actual.Scale);
            Add(residual.Mantissa, aligned, residual.Scale);
        }
        else
        {
            Others.Add(actual, predicted);
        }
    }

    /// <summary>Adds one record with a weight that is not negative.</summary>
    internal void Add(in Number actual, in Number predicted, in Number weight)
    {
        Debug.Assert(weight.Value >= 0.0, "The weight was checked.");
        Others.Add(actual, predicted, weight);
    }

    /// <summary>Adds a record of short decimals whose residual and actual have the same scale.</summary>
    internal void Add(long residual, long actual, int scale) => DecimalsAt(scale).Add(residual, actual);

    /// <summary>Adds a record whose residual and actual have different scales: where one stands, the other is 0.</summary>
    internal void AddApart(long residual, int residualScale, long actual, int actualScale)
    {
        DecimalsAt(residualScale).Add(residual, 0);
        DecimalsAt(actualScale).AddPart(0, actual);
    }

    /// <summary>Adds a run of short decimals.</summary>
    internal void Add(in DecimalRunSums run, int count, int scale) => DecimalsAt(scale).Add(run, count);

    /// <summary>Adds the sums of other records.</summary>
    internal void Add(in ErrorSums other)
    {
        // First of all: where there are no such decimals, there are none of another scale.
        if (other._decimals.Count > 0)
        {
            DecimalsAt(other._decimals.Scale).Add(other._decimals);
        }

        if (other._others is OtherSums others)
        {
            foreach (ref DecimalSums decimals in others.Decimals.AsSpan())
            {
                DecimalsAt(decimals.Scale).Add(decimals);
            }

            Others.Add(others);
        }
    }

    /// <summary>Adds finished sums.</summary>
    internal void Add(in LossTotals totals)
    {
        if (totals.Count > 0)
        {
            Others.Add(totals);
        }
    }

    internal readonly LossTotals ToTotals()
    {
        LossTotals totals = _decimals.ToTotals();
        return _others is null ? totals : totals + _others.ToTotals();
    }

    [UnscopedRef]
    private ref DecimalSums DecimalsAt(int scale)
    {
        if (_decimals.Count == 0)
        {
            _decimals = new DecimalSums(scale);
        }

        if (_decimals.Scale == scale)
        {
            return ref _decimals;
        }

        return ref Others.DecimalsAt(scale);
    }

    /// <summary>The sums of what is not a short decimal of the first scale.</summary>
    private sealed class OtherSums
    {
        // Decimals with more places would make all others long; they are rare.
        private const int MaximumScale = 22;

        // With decimals and without, with weights and without: usually one of the four.
        private ExactLossSums[] _kinds = [];

        // Finished sums, and records that 128 bits do not hold: values far apart, or of more places.
        private LossTotals _finished;

        /// <summary>The sums of short decimals, one for each further scale.</summary>
        internal DecimalSums[] Decimals { get; private set; } = [];

        internal long Count
        {
            get
            {
                long count = _finished.Count;
                foreach (ref DecimalSums decimals in Decimals.AsSpan())
                {
                    count += decimals.Count;
                }

                foreach (ExactLossSums sums in _kinds)
                {
                    count += sums.Count;
                }

                return count;
            }
        }

        internal void Add(in Number actual, in Number predicted)
        {
            int scale = Math.Max(actual.DecimalPlaces, predicted.DecimalPlaces);
            if (scale <= MaximumScale && SumsFor(scale, false) is ExactLossSums sums
                && Dyadic.TryOf(actual, sums.Scale, out Dyadic a)
                && Dyadic.TryOf(predicted, sums.Scale, out Dyadic p)
                && Dyadic.TryAdd(a, -p, out Dyadic residual))
            {
                sums.Add(a, residual);
            }
            else
            {
                AddFinished(actual, predicted, 1);
            }
        }

        internal void Add(in Number actual, in Number predicted, in Number weight)
        {
            int scale = Math.Max(weight.DecimalPlaces, Math.Max(actual.DecimalPlaces, predicted.DecimalPlaces));
            if (weight.Value == 0.0)
            {
                SumsFor(0, true).AddWithoutWeight();
            }
            else if (scale <= MaximumScale && SumsFor(scale, true) is ExactLossSums sums
                && Dyadic.TryOf(actual, sums.Scale, out Dyadic a)
                && Dyadic.TryOf(predicted, sums.Scale, out Dyadic p)
                && Dyadic.TryOf(weight, sums.Scale, out Dyadic w)
                && Dyadic.TryAdd(a, -p, out Dyadic residual))
            {
                sums.Add(a, residual, w);
            }
            else
            {
                AddFinished(actual, predicted, ExactNumber.Of(weight));
            }
        }

        /// <summary>Adds all but the short decimals.</summary>
        internal void Add(OtherSums other)
        {
            foreach (ExactLossSums sums in other._kinds)
            {
                ExactLossSums own = SumsFor(sums.Scale, sums.IsWeighted);
                sums.RaiseScale(own.Scale);
                own.Add(sums);
            }

            Add(other._finished);
        }

        internal void Add(in LossTotals totals) => _finished = _finished.Count == 0 ? totals : _finished + totals;

        internal LossTotals ToTotals()
        {
            LossTotals totals = _finished;
            foreach (ref DecimalSums decimals in Decimals.AsSpan())
            {
                totals += decimals.ToTotals();
            }

            foreach (ExactLossSums sums in _kinds)
            {
                totals += sums.ToTotals();
            }

            return totals;
        }

        internal ExactLossSums SumsFor(int scale, bool isWeighted)
        {
            ExactLossSums[] kinds = _kinds;
            foreach (ExactLossSums sums in kinds)
            {
                if (sums.IsWeighted == isWeighted && (sums.Scale == 0) == (scale == 0))
                {
                    sums.RaiseScale(scale);
                    return sums;
                }
            }

            // Grown one by one, to be small.
            var added = new ExactLossSums(scale, isWeighted);
            _kinds = [.. kinds, added];
            return added;
        }

        internal ref DecimalSums DecimalsAt(int scale)
        {
            DecimalSums[] all = Decimals;
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].Scale == scale)
                {
                    return ref all[i];
                }
            }

            Decimals = [.. all, new DecimalSums(scale)];
            return ref Decimals[^1];
        }

        private void AddFinished(in Number actual, in Number predicted, in ExactNumber weight)
        {
            ExactNumber a = ExactNumber.Of(actual);
            Add(LossTotals.Of(a, a - ExactNumber.Of(predicted), weight));
        }
    }
}
