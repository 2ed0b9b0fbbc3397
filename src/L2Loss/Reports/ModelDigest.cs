namespace L2Loss.Reports;

/// <summary>What the pictures of one model need of its records: of a fixed size, however many there are.</summary>
internal sealed class ModelDigest
{
    private readonly LogBins _residuals = new();
    private LogBins? _sizes;

    internal ModelDigest(string? model) => Model = model;

    internal string? Model { get; }

    /// <summary>Records that can be drawn.</summary>
    internal long Count => _residuals.Count;

    /// <summary>Records whose residual is beyond the range of a double.</summary>
    internal long Undrawable { get; private set; }

    internal double Least { get; private set; } = double.PositiveInfinity;

    internal double Greatest { get; private set; } = double.NegativeInfinity;

    internal WorstRecords Worst { get; } = new();

    internal RecordSample Sample { get; } = new();

    internal OrderBins Order { get; } = new();

    internal void Add(L2LossItem item)
    {
        Worst.Offer(item);
        if (!double.IsFinite(item.Residual))
        {
            Undrawable++;
            return;
        }

        if (item.Weight != 1.0)
        {
            _sizes ??= _residuals.Copy();
        }

        _residuals.Add(item.Residual);
        _sizes?.Add(item.Size);
        Sample.Offer(item);
        Order.Add(item.Index > 0 ? item.Index : Count, item.Residual, (item as L2LossWindowItem)?.WindowRmse ?? double.NaN);
        Span(item.Actual);
        Span(item.Predicted);
    }

    /// <summary>The residuals in ascending order: themselves while the sample holds all, else the means of narrow bins.</summary>
    internal IEnumerable<(double Value, long Count)> Residuals() => Sample.IsWhole
        ? Sample.Items.Select(item => (Value: item.Residual, Count: 1L)).OrderBy(residual => residual.Value)
        : _residuals.Ascending();

    /// <summary>The roots of what the records add to the sum of squares, the largest first.</summary>
    internal IEnumerable<(double Value, long Count)> Sizes() =>
        (Sample.IsWhole
            ? Sample.Items.Select(item => (Value: item.Size, Count: 1L))
            : (_sizes ?? _residuals).Ascending().Select(bin => (Math.Abs(bin.Value), bin.Count)))
        .OrderByDescending(size => size.Item1);

    private void Span(double value)
    {
        Least = value < Least ? value : Least;
        Greatest = value > Greatest ? value : Greatest;
    }
}
