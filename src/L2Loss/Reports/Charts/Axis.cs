namespace L2Loss.Reports.Charts;

/// <summary>A range of values, the marks on it, and where a value lies.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;

    /// <param name="low">The least value shown.</param>
    /// <param name="high">The greatest value shown.</param>
    /// <param name="margin">What is added on both sides, as a part of the range.</param>
    /// <param name="isWhole">Whether only whole numbers have a meaning.</param>
    internal Axis(double low, double high, double margin, bool isWhole = false)
    {
        // Halves, since the range itself may be beyond a double.
        double half = (high / 2.0) - (low / 2.0);
        if (!(half > 0.0) || half < Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-12)
        {
            half = low == 0.0 ? 0.5 : Math.Abs(low) * 0.05;
            (low, high) = (low - half, high + half);
        }

        _low = Math.Max(low - (2.0 * margin * half), double.MinValue);
        _high = Math.Min(high + (2.0 * margin * half), double.MaxValue);
        double step = NiceStep((_high / 2.0) - (_low / 2.0));
        Step = isWhole ? Math.Max(1.0, step) : step;
    }

    /// <summary>How far the marks lie apart.</summary>
    internal double Step { get; }

    /// <summary>The marks: multiples of the step.</summary>
    internal IEnumerable<double> Ticks
    {
        get
        {
            double first = Math.Ceiling(_low / Step);
            for (int i = 0; i < 12 && (first + i) * Step <= _high; i++)
            {
                yield return (first + i) * Step;
            }
        }
    }

    /// <summary>Where a value lies, from 0 to 1; what is outside lies on the edge.</summary>
    internal double Place(double value) =>
        double.IsNaN(value) ? 0.0 : Math.Clamp(((value / 2.0) - (_low / 2.0)) / ((_high / 2.0) - (_low / 2.0)), 0.0, 1.0);

    /// <summary>Whether a value lies inside.</summary>
    internal bool Shows(double value) => value >= _low && value <= _high;

    /// <summary>1, 2 or 5 times a power of ten, so that there are four to eight steps.</summary>
    internal static double NiceStep(double halfRange)
    {
        double raw = halfRange / 2.5;
        double power = Math.Pow(10.0, Math.Floor(Math.Log10(raw)));
        double digits = raw / power;
        double step = (digits < 1.5 ? 1.0 : digits < 3.5 ? 2.0 : digits < 7.5 ? 5.0 : 10.0) * power;
        return step > 0.0 && double.IsFinite(step) ? step : halfRange;
    }
}
