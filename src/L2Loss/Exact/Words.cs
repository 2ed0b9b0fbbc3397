namespace L2Loss;

/// <summary>Whole numbers without a sign as words of 64 bits, the lowest first; zero has none.</summary>
internal static class Words
{
    /// <summary>The product.</summary>
    /// <param name="x">One factor.</param>
    /// <param name="y">The other.</param>
    /// <param name="buffer">Room for as many words as both have; holds the result.</param>
    internal static ReadOnlySpan<ulong> Multiply(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> buffer)
    {
        if (x.IsEmpty || y.IsEmpty)
        {
            return default;
        }

        Span<ulong> product = buffer[..(x.Length + y.Length)];
        ulong above = Math.BigMul(x[0], y[0], out product[0]);
        for (int j = 1; j < y.Length; j++)
        {
            product[j] = MultiplyAdd(x[0], y[j], 0, ref above);
        }

        product[y.Length] = above;
        for (int i = 1; i < x.Length; i++)
        {
            above = 0;
            for (int j = 0; j < y.Length; j++)
            {
                product[i + j] = MultiplyAdd(x[i], y[j], product[i + j], ref above);
            }

            product[i + y.Length] = above;
        }

        return product[^1] == 0 ? product[..^1] : product;
    }

    /// <summary>The lower word of x * y + addend + above; the upper one is the next above.</summary>
    private static ulong MultiplyAdd(ulong x, ulong y, ulong addend, ref ulong above)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        low += addend;
        high += low < addend ? 1UL : 0UL;
        low += above;
        high += low < above ? 1UL : 0UL;
        above = high;
        return low;
    }
}
