namespace L2Loss.Reports.Charts;

/// <summary>A picture with two axes: the grid, the marks with their numbers, and the names of the axes.</summary>
internal sealed class Plot
{
    private const int Width = 420;
    private const int Height = 300;
    private const int Top = 12;
    private const int Right = 22;
    private const int Bottom = 44;
    private const double DigitWidth = 6.4;

    private readonly Axis _x;
    private readonly Axis _y;
    private readonly double _left;

    internal Plot(Axis x, Axis y, string label, Func<double, string> xMark, Func<double, string> yMark, string xName, string yName)
    {
        _x = x;
        _y = y;
        Svg = new Svg(Width, Height, label);
        List<(double Value, string Text)> yTicks = [.. y.Ticks.Select(tick => (tick, yMark(tick)))];
        _left = 34 + (DigitWidth * yTicks.Select(tick => tick.Text.Length).DefaultIfEmpty(1).Max());
        foreach ((double value, string text) in yTicks)
        {
            Svg.Line("grid", _left, Y(value), Width - Right, Y(value));
            Svg.Text("mark", _left - 6, Y(value) + 4, "end", text);
        }

        List<(double Value, string Text)> xTicks = [.. x.Ticks.Select(tick => (tick, xMark(tick)))];
        // As many as there is room for.
        double room = (Width - Right - _left) / (DigitWidth * (xTicks.Select(tick => tick.Text.Length).DefaultIfEmpty(1).Max() + 2));
        int every = Math.Max(1, (int)Math.Ceiling(xTicks.Count / Math.Max(1.0, Math.Floor(room))));
        // Zero among them, where it is there.
        int first = Math.Max(0, xTicks.FindIndex(tick => tick.Value == 0.0)) % every;
        for (int i = 0; i < xTicks.Count; i++)
        {
            Svg.Line("grid", X(xTicks[i].Value), Top, X(xTicks[i].Value), Height - Bottom);
            if (i % every == first)
            {
                Svg.Text("mark", X(xTicks[i].Value), Height - Bottom + 16, "middle", xTicks[i].Text);
            }
        }

        Svg.Text("name", (_left + Width - Right) / 2, Height - 8, "middle", xName);
        Svg.Text("name turned", -(Top + Height - Bottom) / 2.0, 14, "middle", yName);
    }

    internal Svg Svg { get; }

    /// <summary>Where a value lies on the horizontal axis.</summary>
    internal double X(double value) => _left + (_x.Place(value) * (Width - Right - _left));

    /// <summary>Where a value lies on the vertical axis.</summary>
    internal double Y(double value) => Height - Bottom - (_y.Place(value) * (Height - Bottom - Top));

    /// <summary>A horizontal line over the whole width.</summary>
    internal void Across(string kind, double value) => Svg.Line(kind, _left, Y(value), Width - Right, Y(value));

    /// <summary>A vertical line over the whole height.</summary>
    internal void Down(string kind, double value) => Svg.Line(kind, X(value), Top, X(value), Height - Bottom);
}
