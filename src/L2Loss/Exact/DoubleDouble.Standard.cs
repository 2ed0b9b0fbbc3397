namespace L2Loss;

/// <content>Products without a fused operation, which .NET Standard does not have.</content>
internal readonly partial struct DoubleDouble
{
    /// <summary>
    /// <paramref name="a"/> * <paramref name="b"/>, exactly unless it underflows or a factor is beyond 2^995 (Dekker 1971).
    /// </summary>
    internal static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        double aHigh = High(a);
        double bHigh = High(b);
        double aLow = a - aHigh;
        double bLow = b - bHigh;
        return new DoubleDouble(
            product, (((aHigh * bHigh) - product) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow));
    }

    /// <summary>The upper 26 bits (Veltkamp).</summary>
    private static double High(double value)
    {
        double scaled = 134217729.0 * value; // 2^27 + 1
        return scaled - (scaled - value);
    }
}
