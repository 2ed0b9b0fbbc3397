namespace L2Loss.Reports.Charts;

/// <summary>Residuals over the record number: drift shows.</summary>
internal static class ResidualChart
{
    // Of more records, dots would hide what is common to them.
    private const int MostDots = 500;

    internal static Chart Draw(ModelDigest digest, NumberText numbers)
    {
        const string Name = "Residuals in the order of the records";
        // Enough records in each bin for a mean that says something.
        IReadOnlyList<OrderBins.Bin> bins = digest.Order.InOrder((int)Math.Clamp(digest.Count / 25.0, 20.0, OrderBins.Most));
        bool isSingle = digest.Count <= MostDots && digest.Sample.IsWhole;
        bool hasWindow = bins.Any(bin => !double.IsNaN(bin.WindowRmse));
        double low = bins.Min(bin => bin.Least);
        double high = bins.Max(bin => bin.Greatest);
        if (!isSingle)
        {
            // A few far misses must not flatten the band: they stand on the edge.
            double bottom = bins.Select(Low).OrderBy(value => value).ElementAt(bins.Count / 50);
            double top = bins.Select(High).OrderByDescending(value => value).ElementAt(bins.Count / 50);
            low = Math.Max(low, bottom - (top / 2.0) + (bottom / 2.0));
            high = Math.Min(high, top + (top / 2.0) - (bottom / 2.0));
        }

        if (hasWindow)
        {
            high = Math.Max(high, bins.Where(bin => !double.IsNaN(bin.WindowRmse)).Max(bin => bin.WindowRmse));
        }

        var x = new Axis(bins[0].First, bins[bins.Count - 1].Last, 0.02, isWhole: true);
        var y = new Axis(Math.Min(low, 0.0), Math.Max(high, 0.0), 0.05);
        string caption = (isSingle
                ? "Each dot is a record."
                : "The line is the mean of neighbouring records, the band one standard deviation to both sides.")
            + (hasWindow ? " The dashed line is the rolling RMSE." : string.Empty)
            + $" {Halves(bins, numbers)}";
        var plot = new Plot(
            x, y, $"{Name}. {caption}", tick => numbers.Tick(tick, x.Step), tick => numbers.Tick(tick, y.Step),
            "Record number", "Residual (actual - predicted)");
        if (isSingle)
        {
            plot.Across("zero", 0.0);
            plot.Svg.Dots("dots", digest.Sample.Items.Select(item => (plot.X(item.Index), plot.Y(item.Residual))));
        }
        else
        {
            plot.Svg.Area("band", bins.Select(bin => (plot.X(bin.Index), plot.Y(High(bin))))
                .Concat(bins.Reverse().Select(bin => (plot.X(bin.Index), plot.Y(Low(bin))))));
            plot.Across("zero", 0.0);
            plot.Svg.Lines("mean", bins.Select(bin => (plot.X(bin.Index), plot.Y(bin.Mean))));
        }

        if (hasWindow)
        {
            plot.Svg.Lines("window", bins.Select(bin => (
                plot.X(bin.Index), double.IsNaN(bin.WindowRmse) ? double.NaN : plot.Y(bin.WindowRmse))));
        }

        foreach (L2LossItem item in digest.Worst.Items.Where(item => item.Difference > 0.0 && item.Index > 0).Reverse())
        {
            string tooltip = Chart.Tooltip(item, numbers);
            if (y.Shows(item.Residual))
            {
                plot.Svg.Mark("worst", plot.X(item.Index), plot.Y(item.Residual), tooltip);
            }
            else
            {
                plot.Svg.Arrow("worst", plot.X(item.Index), plot.Y(item.Residual), item.Residual > 0.0, tooltip);
            }
        }

        return new Chart(Name, plot.Svg.Close(), caption);
    }

    private static double Low(OrderBins.Bin bin) => Math.Max(bin.Least, bin.Mean - bin.Deviation);

    private static double High(OrderBins.Bin bin) => Math.Min(bin.Greatest, bin.Mean + bin.Deviation);

    private static string Halves(IReadOnlyList<OrderBins.Bin> bins, NumberText numbers)
    {
        int half = bins.Count / 2;
        return bins.Count < 2
            ? $"The mean residual is {numbers.Short(bins[0].Mean)}."
            : $"The mean residual is {numbers.Short(Mean(bins.Take(half)))} in the first half and "
                + $"{numbers.Short(Mean(bins.Skip(half)))} in the second.";
    }

    private static double Mean(IEnumerable<OrderBins.Bin> bins)
    {
        double count = bins.Sum(bin => (double)bin.Count);
        return bins.Sum(bin => bin.Mean * (bin.Count / count));
    }
}
