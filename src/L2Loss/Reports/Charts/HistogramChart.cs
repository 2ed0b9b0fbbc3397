namespace L2Loss.Reports.Charts;

/// <summary>How many residuals of which size there are.</summary>
internal static class HistogramChart
{
    private const int ManyRecords = 200;

    // Of each side, what lies further out is counted in the last bar.
    private const double Tail = 0.005;

    internal static Chart Draw(ModelDigest digest, NumberText numbers)
    {
        const string Name = "Histogram of the residuals";
        List<(double Value, long Count)> residuals = [.. digest.Residuals()];
        double least = residuals[0].Value;
        double greatest = residuals[residuals.Count - 1].Value;
        double mean = residuals.Sum(residual => residual.Value * ((double)residual.Count / digest.Count));
        (double low, double high) = (least, greatest);
        if (digest.Count >= ManyRecords)
        {
            // The range of nearly all, and half as much to both sides.
            (low, high) = (Quantile(residuals, digest.Count * Tail), Quantile(residuals, digest.Count * (1.0 - Tail)));
            double margin = (high / 4.0) - (low / 4.0);
            (low, high) = (Math.Max(least, low - margin), Math.Min(greatest, high + margin));
        }

        double width = Width(low, high, digest.Count);
        double first = Math.Floor(low / width);
        int bars = (int)Math.Min(200.0, Math.Floor(high / width) - first + 1.0);
        var counts = new long[bars];
        long below = 0;
        long above = 0;
        foreach ((double value, long count) in residuals)
        {
            double bar = Math.Floor(value / width) - first;
            if (bar < 0.0)
            {
                below += count;
            }
            else if (bar >= bars)
            {
                above += count;
            }
            else
            {
                counts[(int)bar] += count;
            }
        }

        // The bars of what is further out stand at the ends.
        double from = (first - (below > 0 ? 1.0 : 0.0)) * width;
        double to = (first + bars + (above > 0 ? 1.0 : 0.0)) * width;
        var x = new Axis(from, to, 0.0);
        var y = new Axis(0.0, Math.Max(counts.Max(), Math.Max(below, above)) * 1.05, 0.0, isWhole: true);
        string beyond = below + above == 0
            ? string.Empty
            : $" {numbers.Count(below + above, "record")} further out {(below + above == 1 ? "is" : "are")} in the outer bars.";
        string caption = $"Residuals run from {numbers.Short(least)} to {numbers.Short(greatest)}, with a mean of {numbers.Short(mean)} "
            + $"(dashed) and a median of {numbers.Short(Quantile(residuals, digest.Count * 0.5))}.{beyond}";
        var plot = new Plot(
            x, y, $"{Name}. {caption}", tick => numbers.Tick(tick, x.Step), tick => numbers.Tick(tick, y.Step),
            "Residual (actual - predicted)", "Records");
        Bar("beyond", first - 1.0, below, $"below {numbers.Short(first * width)}");
        for (int i = 0; i < bars; i++)
        {
            Bar("column", first + i, counts[i], $"{numbers.Short((first + i) * width)} to {numbers.Short((first + i + 1.0) * width)}");
        }

        Bar("beyond", first + bars, above, $"from {numbers.Short((first + bars) * width)}");
        if (x.Shows(0.0))
        {
            plot.Down("zero", 0.0);
        }

        if (x.Shows(mean))
        {
            plot.Down("average", mean);
        }

        return new Chart(Name, plot.Svg.Close(), caption);

        void Bar(string kind, double bar, long count, string range)
        {
            if (count > 0)
            {
                double left = plot.X(bar * width);
                // Seen, however few there are.
                double top = Math.Min(plot.Y(count), plot.Y(0.0) - 1.0);
                plot.Svg.Bar(
                    kind, left + 0.5, top, Math.Max(1.0, plot.X((bar + 1.0) * width) - left - 1.0), plot.Y(0.0) - top,
                    $"{range}: {numbers.Count(count, "record")}");
            }
        }
    }

    /// <summary>A round width that gives some ten bars for few records and some forty for many.</summary>
    private static double Width(double low, double high, long count)
    {
        double half = (high / 2.0) - (low / 2.0);
        if (!(half > Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-12))
        {
            return low == 0.0 ? 1.0 : Math.Abs(low) * 0.1;
        }

        double bars = Math.Min(40.0, Math.Max(8.0, 2.0 * Math.Sqrt(count)));
        return Axis.NiceStep(half * (5.0 / bars));
    }

    private static double Quantile(List<(double Value, long Count)> residuals, double rank)
    {
        double seen = 0.0;
        foreach ((double value, long count) in residuals)
        {
            seen += count;
            if (seen >= rank)
            {
                return value;
            }
        }

        return residuals[residuals.Count - 1].Value;
    }
}
