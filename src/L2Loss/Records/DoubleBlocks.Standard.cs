namespace L2Loss;

/// <content>Arrays that are widened value by value.</content>
internal abstract partial class DoubleBlocks
{
    private static DoubleBlocks? Widen(object array) => array switch
    {
        float[] values => new Widened<float>(values, value => value),
        int[] values when IsExactly<int>(array) => new Widened<int>(values, value => value),
        short[] values when IsExactly<short>(array) => new Widened<short>(values, value => value),
        byte[] values when IsExactly<byte>(array) => new Widened<byte>(values, value => value),
        _ => null,
    };

    private sealed class Widened<T>(T[] values, Func<T, double> widen) : DoubleBlocks
    {
        internal override ReadOnlySpan<double> Block(int start, Span<double> buffer)
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = widen(values[start + i]);
            }

            return buffer;
        }
    }
}
