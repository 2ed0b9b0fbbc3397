namespace System.Numerics.Tensors;

/// <summary>What the numbers use of the vectorised library of this name, one value at a time.</summary>
internal static class TensorPrimitives
{
    internal static void Subtract(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] - y[i];
        }
    }

    internal static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination)
    {
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = x[i] * y[i];
        }
    }
}
