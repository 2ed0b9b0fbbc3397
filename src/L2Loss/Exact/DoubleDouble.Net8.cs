namespace L2Loss;

/// <content>Products by the fused operation of the processor.</content>
internal readonly partial struct DoubleDouble
{
    /// <summary><paramref name="a"/> * <paramref name="b"/>, exactly unless it underflows.</summary>
    internal static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(a, b, -product));
    }
}
