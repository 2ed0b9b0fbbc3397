using System.Diagnostics;

namespace L2Loss;

/// <summary>
/// All sums over the measured records of one model and group. Records are summed exactly, so that their order does not
/// matter; each goes to the sums that suit its numbers.
/// </summary>
/// <remarks>Small on purpose: short decimals need no more than this, and there may be many groups.</remarks>
internal struct LossSums
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
    internal void Add(long residual, long actual, int scale)
    {
        if (_decimals.Count == 0)
        {
            _decimals = new DecimalSums(scale);
        }

        if (_decimals.Scale == scale)
        {
            _decimals.Add(residual, actual);
        }
        else
        {
            AddRaised(residual, actual, scale);
        }
    }

    /// <summary>Adds a run of short decimals.</summary>
    internal void Add(in DecimalRunSums run, int count, int scale)
    {
        if (_decimals.Count == 0)
        {
            _decimals = new DecimalSums(scale);
        }

        if (_decimals.Scale == scale)
        {
            _decimals.Add(run, count);
        }
        else
        {
            var sums = new DecimalSums(scale);
            sums.Add(run, count);
            Add(sums);
        }
    }

    /// <summary>Adds the sums of other records.</summary>
    internal void Add(in LossSums other)
    {
        if (other._decimals.Count > 0)
        {
            Add(other._decimals);
        }

        if (other._others is OtherSums others)
        {
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

    /// <summary>The sums to which blocks of doubles are added, with weights or without.</summary>
    internal ExactLossSums OfDoubles(bool isWeighted) => Others.SumsFor(0, isWeighted);

    internal readonly LossTotals ToTotals()
    {
        LossTotals totals = _decimals.ToTotals();
        return _others is null ? totals : totals + _others.ToTotals();
    }

    private void AddRaised(long residual, long actual, int scale)
    {
        int places = _decimals.Scale - scale;
        if (places > 0 && Residual.TryAlign(residual, places, out long r) && Residual.TryAlign(actual, places, out long a))
        {
            _decimals.Add(r, a);
            return;
        }

        var one = new DecimalSums(scale);
        one.Add(residual, actual);
        if (!TryAdd(one))
        {
            Others.Add(residual, actual, scale);
        }
    }

    private void Add(in DecimalSums sums)
    {
        if (!TryAdd(sums))
        {
            Others.Add(sums.ToTotals());
        }
    }

    /// <summary>Adds sums at the larger of both scales; false where they are too long for it.</summary>
    private bool TryAdd(DecimalSums sums)
    {
        if (_decimals.Count == 0)
        {
            _decimals = sums;
            return true;
        }

        int scale = Math.Max(_decimals.Scale, sums.Scale);
        return sums.TryRaise(scale) && _decimals.TryRaise(scale) && _decimals.TryAdd(sums);
    }

    /// <summary>The sums of what is not a short decimal.</summary>
    private sealed class OtherSums
    {
        // Decimals with more places would make all others long; they are rare.
        private const int MaximumScale = 22;

        // With decimals and without, with weights and without: usually one of the four.
        private ExactLossSums[] _kinds = [];

        // Finished sums, and records that 128 bits do not hold: values far apart, or of more places.
        private LossTotals _finished;

        internal long Count
        {
            get
            {
                long count = _finished.Count;
                foreach (ExactLossSums sums in _kinds)
                {
                    count += sums.Count;
                }

                return count;
            }
        }

        internal void Add(in Number actual, in Number predicted)
        {
            int scale = Math.Max(actual.Scale, predicted.Scale);
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

        /// <summary>Adds short decimals too far from the others.</summary>
        internal void Add(long residual, long actual, int scale)
        {
            ExactLossSums sums = SumsFor(scale, false);
            bool isScaled = Dyadic.TryScale(Dyadic.Of(residual), sums.Scale - scale, out Dyadic r)
                & Dyadic.TryScale(Dyadic.Of(actual), sums.Scale - scale, out Dyadic a);
            Debug.Assert(isScaled, "63 bits at 22 more places have 115 bits.");
            sums.Add(a, r);
        }

        internal void Add(in Number actual, in Number predicted, in Number weight)
        {
            int scale = Math.Max(weight.Scale, Math.Max(actual.Scale, predicted.Scale));
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

        internal void Add(OtherSums other)
        {
            foreach (ExactLossSums sums in other._kinds)
            {
                ExactLossSums own = SumsFor(sums.Scale, sums.IsWeighted);
                if (own.Scale == sums.Scale)
                {
                    own.Add(sums);
                }
                else
                {
                    Add(sums.ToTotals());
                }
            }

            Add(other._finished);
        }

        internal void Add(in LossTotals totals) => _finished = _finished.Count == 0 ? totals : _finished + totals;

        internal LossTotals ToTotals()
        {
            LossTotals totals = _finished;
            foreach (ExactLossSums sums in _kinds)
            {
                totals += sums.ToTotals();
            }

            return totals;
        }

        /// <summary>The sums for numbers of so many places. Those for fewer are finished: the places soon grow no more.</summary>
        internal ExactLossSums SumsFor(int scale, bool isWeighted)
        {
            ExactLossSums[] kinds = _kinds;
            for (int i = 0; i < kinds.Length; i++)
            {
                ExactLossSums sums = kinds[i];
                if (sums.IsWeighted == isWeighted && (sums.Scale == 0) == (scale == 0))
                {
                    if (sums.Scale < scale)
                    {
                        Add(sums.ToTotals());
                        kinds[i] = sums = new ExactLossSums(scale, isWeighted);
                    }

                    return sums;
                }
            }

            // Grown one by one, to be small.
            var added = new ExactLossSums(scale, isWeighted);
            _kinds = [.. kinds, added];
            return added;
        }

        private void AddFinished(in Number actual, in Number predicted, in ExactNumber weight)
        {
            ExactNumber a = ExactNumber.Of(actual);
            Add(LossTotals.Of(a, a - ExactNumber.Of(predicted), weight));
        }
    }
}
