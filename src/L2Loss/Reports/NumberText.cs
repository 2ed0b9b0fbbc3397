using System.Globalization;

namespace L2Loss.Reports;

/// <summary>Numbers as people read them, in one culture.</summary>
internal sealed class NumberText
{
    // Beyond these, zeros say less than an exponent.
    private const int LeastExponent = -5;
    private const int MostExponent = 14;

    private readonly CultureInfo _culture;

    internal NumberText(CultureInfo culture) => _culture = culture;

    /// <summary>A measured number: six significant digits, and all of those before the decimal point.</summary>
    internal string Short(double value) => Format(value, 6);

    /// <summary>A value of a record, with ten significant digits.</summary>
    internal string Long(double value) => Format(value, 10);

    /// <summary>A count.</summary>
    internal string Count(long count) => count.ToString("#,##0", _culture);

    /// <summary>A count with its noun.</summary>
    internal string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? string.Empty : "s")}";

    /// <summary>The number of a record, as one types it.</summary>
    internal static string Record(long index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share as percent, with a digit more where it is small.</summary>
    internal string Percent(double share) =>
        double.IsNaN(share) ? "n/a"
        : $"{(share * 100.0).ToString(Math.Abs(share) < 0.0995 ? "0.##" : "0.#", _culture)} %";

    /// <summary>A mark on an axis.</summary>
    /// <param name="value">Where it is.</param>
    /// <param name="step">How far the next one is.</param>
    internal string Tick(double value, double step)
    {
        int exponent = ExponentOf(Math.Max(Math.Abs(value), step));
        int stepExponent = ExponentOf(step);
        return exponent > 8 || stepExponent < LeastExponent
            ? Scientific(value, Math.Max(0, exponent - stepExponent))
            : Fixed(value, Math.Max(0, -stepExponent));
    }

    private static int ExponentOf(double value) =>
        value > 0.0 && double.IsFinite(value) ? (int)Math.Floor(Math.Log10(value)) : 0;

    private string Format(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "n/a" : value > 0.0 ? "∞" : "-∞";
        }

        int exponent = ExponentOf(Math.Abs(value));
        return value == 0.0 ? "0"
            : exponent is < LeastExponent or > MostExponent ? Scientific(value, digits - 1)
            : Fixed(value, Math.Max(0, digits - 1 - exponent));
    }

    private string Fixed(double value, int decimals) => value.ToString($"#,##0.{new string('#', decimals)}", _culture);

    private string Scientific(double value, int decimals) => value.ToString($"0.{new string('#', decimals)}e0", _culture);
}
