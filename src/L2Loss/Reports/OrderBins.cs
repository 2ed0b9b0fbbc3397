namespace L2Loss.Reports;

/// <summary>Residuals by record number: as many bins as a picture can show, twice as wide whenever there are more.</summary>
internal sealed class OrderBins
{
    /// <summary>The most bins there are.</summary>
    internal const int Most = 256;

    private Dictionary<long, Bin> _bins = [];
    private Bin _last = new();
    private long _lastKey = long.MinValue;
    private int _shift;

    /// <summary>Adds a residual.</summary>
    internal void Add(long index, double residual, double windowRmse)
    {
        long key = index >> _shift;
        if (key != _lastKey)
        {
            if (!_bins.TryGetValue(key, out Bin? bin))
            {
                bin = new Bin();
                _bins.Add(key, bin);
            }

            _last = bin;
            _lastKey = key;
        }

        _last.Add(index, residual, windowRmse);
        while (_bins.Count > Most)
        {
            Widen();
        }
    }

    /// <summary>The bins in the order of the records, at most so many: neighbours are taken together.</summary>
    internal IReadOnlyList<Bin> InOrder(int most)
    {
        int together = (_bins.Count + most - 1) / most;
        List<Bin> bins = [];
        int taken = 0;
        foreach (Bin bin in _bins.OrderBy(bin => bin.Key).Select(bin => bin.Value))
        {
            if (taken++ % together == 0)
            {
                bins.Add(new Bin());
            }

            bins[bins.Count - 1].Add(bin);
        }

        return bins;
    }

    private void Widen()
    {
        _shift++;
        var wide = new Dictionary<long, Bin>();
        foreach (KeyValuePair<long, Bin> bin in _bins.OrderBy(bin => bin.Key))
        {
            if (wide.TryGetValue(bin.Key >> 1, out Bin? first))
            {
                first.Add(bin.Value);
            }
            else
            {
                wide.Add(bin.Key >> 1, bin.Value);
            }
        }

        _bins = wide;
        _lastKey = long.MinValue;
    }

    /// <summary>The residuals of neighbouring records.</summary>
    internal sealed class Bin
    {
        private double _squares;
        private double _indexes;
        private double _windows;
        private long _windowCount;

        internal long Count { get; private set; }

        internal double Mean { get; private set; }

        internal double Least { get; private set; } = double.PositiveInfinity;

        internal double Greatest { get; private set; } = double.NegativeInfinity;

        /// <summary>The least record number.</summary>
        internal long First { get; private set; } = long.MaxValue;

        /// <summary>The greatest record number.</summary>
        internal long Last { get; private set; } = long.MinValue;

        /// <summary>The mean record number.</summary>
        internal double Index => _indexes / Count;

        /// <summary>The standard deviation.</summary>
        internal double Deviation => Math.Sqrt(_squares / Count);

        /// <summary>The mean rolling error; NaN without a window.</summary>
        internal double WindowRmse => _windowCount == 0 ? double.NaN : _windows / _windowCount;

        internal void Add(long index, double residual, double windowRmse)
        {
            Count++;
            _indexes += index;
            First = index < First ? index : First;
            Last = index > Last ? index : Last;
            double before = residual - Mean;
            Mean += before / Count;
            _squares += before * (residual - Mean);
            Least = residual < Least ? residual : Least;
            Greatest = residual > Greatest ? residual : Greatest;
            if (windowRmse >= 0.0)
            {
                _windows += windowRmse;
                _windowCount++;
            }
        }

        internal void Add(Bin later)
        {
            double count = Count + later.Count;
            double apart = later.Mean - Mean;
            _squares += later._squares + (apart * apart * Count * (later.Count / count));
            Mean += apart * (later.Count / count);
            Count += later.Count;
            _indexes += later._indexes;
            First = Math.Min(First, later.First);
            Last = Math.Max(Last, later.Last);
            Least = Math.Min(Least, later.Least);
            Greatest = Math.Max(Greatest, later.Greatest);
            _windows += later._windows;
            _windowCount += later._windowCount;
        }
    }
}
