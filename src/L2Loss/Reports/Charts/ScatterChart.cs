namespace L2Loss.Reports.Charts;

/// <summary>Predicted against actual: on the diagonal where predictions are right.</summary>
internal static class ScatterChart
{
    internal static Chart Draw(ModelDigest digest, NumberText numbers, int mostPoints)
    {
        const string Name = "Predicted against actual";
        var axis = new Axis(digest.Least, digest.Greatest, 0.04);
        L2LossItem[] shown = [.. digest.Sample.Take(mostPoints)];
        string which = shown.Length == digest.Count
            ? $"All {numbers.Count(digest.Count, "record")}"
            : $"A random sample of {numbers.Count(shown.Length)} of {numbers.Count(digest.Count, "record")}";
        string caption = $"{which}. On the diagonal a prediction is right, above it too high, below it too low. Values run from "
            + $"{numbers.Short(digest.Least)} to {numbers.Short(digest.Greatest)}. The worst records are marked.";
        string Mark(double tick) => numbers.Tick(tick, axis.Step);
        var plot = new Plot(axis, axis, $"{Name}. {caption}", Mark, Mark, "Actual", "Predicted");
        plot.Svg.Line("diagonal", plot.X(digest.Least), plot.Y(digest.Least), plot.X(digest.Greatest), plot.Y(digest.Greatest));
        plot.Svg.Dots("dots", shown.Select(item => (plot.X(item.Actual), plot.Y(item.Predicted))));
        // The worst last, on top of the others.
        foreach (L2LossItem item in digest.Worst.Items.Where(item => item.Difference > 0.0).Reverse())
        {
            plot.Svg.Mark("worst", plot.X(item.Actual), plot.Y(item.Predicted), Chart.Tooltip(item, numbers));
        }

        return new Chart(Name, plot.Svg.Close(), caption);
    }
}
