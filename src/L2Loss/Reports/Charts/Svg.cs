using System.Globalization;
using System.Text;

namespace L2Loss.Reports.Charts;

/// <summary>Writes one picture: shapes with classes, coloured by the style sheet of the page, and native tooltips.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _out = new();

    /// <param name="width">In the units of all coordinates.</param>
    /// <param name="height">In the same units.</param>
    /// <param name="label">What a screen reader says.</param>
    internal Svg(int width, int height, string label) => _out.Write(
        $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-label=\"{Markup.Html(label)}\">\n");

    internal void Line(string kind, double x1, double y1, double x2, double y2) =>
        _out.Write($"<path class=\"{kind}\" d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}\"/>\n");

    /// <summary>Lines from point to point, one for each run of points; a NaN ends a run.</summary>
    internal void Lines(string kind, IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        bool draws = false;
        foreach ((double x, double y) in points)
        {
            bool isPoint = !double.IsNaN(x) && !double.IsNaN(y);
            if (isPoint)
            {
                path.Append(draws ? 'L' : 'M').Append(N(x)).Append(' ').Append(N(y));
            }

            draws = isPoint;
        }

        Path(kind, path);
    }

    /// <summary>A closed shape.</summary>
    internal void Area(string kind, IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach ((double x, double y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(N(x)).Append(' ').Append(N(y));
        }

        Path(kind, path.Append(path.Length == 0 ? string.Empty : "Z"));
    }

    /// <summary>Many dots as one path: lines without a length and with round ends. Those in one place are drawn once.</summary>
    internal void Dots(string kind, IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach ((double x, double y) in points.Select(point => (Math.Round(point.X * 2) / 2, Math.Round(point.Y * 2) / 2)).Distinct())
        {
            path.Append('M').Append(N(x)).Append(' ').Append(N(y)).Append("h0");
        }

        Path(kind, path);
    }

    internal void Bar(string kind, double x, double y, double width, double height, string tooltip) => _out.Write(
        $"<rect class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\">{Title(tooltip)}</rect>\n");

    /// <summary>A marked point.</summary>
    internal void Mark(string kind, double x, double y, string tooltip) =>
        _out.Write($"<circle class=\"{kind}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"4\">{Title(tooltip)}</circle>\n");

    /// <summary>A marked point beyond the edge: an arrow that leads there.</summary>
    internal void Arrow(string kind, double x, double y, bool isUp, string tooltip) => _out.Write(
        $"<path class=\"{kind}\" d=\"M{N(x - 4)} {N(isUp ? y + 7 : y - 7)}h8L{N(x)} {N(y)}z\">{Title(tooltip)}</path>\n");

    /// <param name="kind">The class.</param>
    /// <param name="x">Where the anchor is.</param>
    /// <param name="y">The base line.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="text">Plain text.</param>
    internal void Text(string kind, double x, double y, string anchor, string text) => _out.Write(
        $"<text class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{Markup.Html(text)}</text>\n");

    internal string Close() => _out.Append("</svg>\n").ToString();

    private static string Title(string tooltip) => $"<title>{Markup.Html(tooltip)}</title>";

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private void Path(string kind, StringBuilder path)
    {
        if (path.Length > 0)
        {
            _out.Write($"<path class=\"{kind}\" d=\"").Append(path).Append("\"/>\n");
        }
    }
}
