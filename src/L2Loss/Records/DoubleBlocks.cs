namespace L2Loss;

/// <summary>
/// An array of numbers that doubles hold exactly, seen in blocks of doubles: a <c>double[]</c> in place, the others
/// widened block by block.
/// </summary>
internal abstract partial class DoubleBlocks
{
    /// <summary>The block from <paramref name="start"/>; the buffer has the length of the block and may hold it.</summary>
    internal abstract ReadOnlySpan<double> Block(int start, Span<double> buffer);

    /// <summary>The blocks of an array, or null when its elements are not all doubles without loss.</summary>
    internal static DoubleBlocks? Of(object array) => array switch
    {
        double[] values => new InPlace(values),
        _ => Widen(array),
    };

    /// <summary>To the runtime an array of an unsigned type or of an enum is one of whole numbers too.</summary>
    private static bool IsExactly<T>(object array) => array.GetType() == typeof(T[]);

    private sealed class InPlace(double[] values) : DoubleBlocks
    {
        internal override ReadOnlySpan<double> Block(int start, Span<double> buffer) =>
            values.AsSpan(start, buffer.Length);
    }
}
