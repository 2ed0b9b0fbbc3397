namespace L2Loss.Reports.Charts;

/// <summary>Which share of the sum of squares the worst records carry.</summary>
internal static class LossShareChart
{
    private const int Points = 200;

    private static readonly double[] Shares = [0.01, 0.05, 0.1];

    internal static Chart? Draw(ModelDigest digest, NumberText numbers)
    {
        const string Name = "How the loss is spread";
        List<(double Size, long Count)> sizes = [.. digest.Sizes()];
        double largest = sizes[0].Size;
        if (!(largest > 0.0))
        {
            return null;
        }

        // In units of the largest, so that nothing overflows.
        double total = sizes.Sum(size => size.Size / largest * (size.Size / largest) * size.Count);
        List<(double Records, double Loss)> curve = [(0.0, 0.0)];
        double records = 0.0;
        double loss = 0.0;
        foreach ((double size, long count) in sizes)
        {
            records += (double)count / digest.Count;
            loss += size / largest * (size / largest) * count / total;
            // One point each half percent is as much as can be seen; the steep start is drawn in full.
            if (records - curve[curve.Count - 1].Records >= 1.0 / Points || loss - curve[curve.Count - 1].Loss >= 1.0 / Points)
            {
                curve.Add((records, loss));
            }
        }

        curve.Add((1.0, 1.0));
        (string Name, double Share)[] marked = [.. Shares
            .Where(share => share * digest.Count >= 1.0)
            .Select(share => ($"the worst {numbers.Percent(share)} of the records", share))];
        if (marked.Length == 0)
        {
            marked = [("the worst record", 1.0 / digest.Count)];
        }

        string shares = string.Join(", ", marked.Select(mark => $"{numbers.Percent(At(curve, mark.Share))} by {mark.Name}"));
        string caption = $"Of the sum of squares, this is carried: {shares}. The straight line is how it would be if all "
            + "errors had the same size.";
        var axis = new Axis(0.0, 1.0, 0.0);
        var plot = new Plot(
            axis, axis, $"{Name}. {caption}", numbers.Percent, numbers.Percent, "Share of the records, the worst first",
            "Share of the sum of squares");
        plot.Svg.Line("diagonal", plot.X(0.0), plot.Y(0.0), plot.X(1.0), plot.Y(1.0));
        plot.Svg.Area("band", curve.Append((1.0, 0.0)).Select(point => (plot.X(point.Item1), plot.Y(point.Item2))));
        plot.Svg.Lines("mean", curve.Select(point => (plot.X(point.Records), plot.Y(point.Loss))));
        foreach ((string name, double share) in marked)
        {
            string text = numbers.Percent(At(curve, share));
            plot.Svg.Mark("worst", plot.X(share), plot.Y(At(curve, share)), $"{text} of the sum of squares is carried by {name}");
            plot.Svg.Text("mark", plot.X(share) + 8, plot.Y(At(curve, share)) + 12, "start", $"{numbers.Percent(share)}: {text}");
        }

        return new Chart(Name, plot.Svg.Close(), caption);
    }

    /// <summary>The loss of a share of the records, between two points of the curve.</summary>
    private static double At(List<(double Records, double Loss)> curve, double records)
    {
        int next = curve.FindIndex(point => point.Records >= records);
        if (next <= 0)
        {
            return next < 0 ? 1.0 : 0.0;
        }

        (double x0, double y0) = curve[next - 1];
        (double x1, double y1) = curve[next];
        return x1 > x0 ? y0 + ((records - x0) / (x1 - x0) * (y1 - y0)) : y1;
    }
}
