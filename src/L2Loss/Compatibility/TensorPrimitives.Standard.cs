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

    internal static long Sum(ReadOnlySpan<long> x)
    {
        long sum = 0;
        foreach (long value in x)
        {
            sum += value;
        }

        return sum;
    }

    internal static long SumOfMagnitudes(ReadOnlySpan<long> x)
    {
        long sum = 0;
        foreach (long value in x)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }

    internal static byte Min(ReadOnlySpan<byte> x)
    {
        byte min = byte.MaxValue;
        foreach (byte value in x)
        {
            min = Math.Min(min, value);
        }

        return min;
    }

    internal static byte Max(ReadOnlySpan<byte> x)
    {
        byte max = byte.MinValue;
        foreach (byte value in x)
        {
            max = Math.Max(max, value);
        }

        return max;
    }
}
