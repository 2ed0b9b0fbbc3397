using System.Numerics;
using System.Numerics.Tensors;

namespace L2Loss;

/// <content>Arrays that are widened by vectors.</content>
internal abstract partial class DoubleBlocks
{
    private static DoubleBlocks? Widen(object array) => array switch
    {
        float[] values => new Widened<float>(values),
        Half[] values => new Widened<Half>(values),
        int[] values when IsExactly<int>(array) => new Widened<int>(values),
        short[] values when IsExactly<short>(array) => new Widened<short>(values),
        byte[] values when IsExactly<byte>(array) => new Widened<byte>(values),
        _ => null,
    };

    private sealed class Widened<T>(T[] values) : DoubleBlocks
        where T : struct, INumberBase<T>
    {
        internal override ReadOnlySpan<double> Block(int start, Span<double> buffer)
        {
            TensorPrimitives.ConvertTruncating(values.AsSpan(start, buffer.Length), buffer);
            return buffer;
        }
    }
}
