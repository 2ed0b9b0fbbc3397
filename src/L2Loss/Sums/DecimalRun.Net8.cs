using System.Numerics;
using System.Runtime.CompilerServices;

namespace L2Loss;

/// <content>Whole columns of mantissas.</content>
internal static partial class DecimalRun
{
    /// <summary>Subtracts values below 2^62 and gives the largest magnitude of the differences.</summary>
    [MethodImpl(HotLoop.Options)]
    private static long Subtract(ReadOnlySpan<long> actuals, ReadOnlySpan<long> predictions, Span<long> residuals)
    {
        Vector<long> largests = default;
        int i = 0;
        for (; i <= residuals.Length - Vector<long>.Count; i += Vector<long>.Count)
        {
            Vector<long> difference = new Vector<long>(actuals[i..]) - new Vector<long>(predictions[i..]);
            difference.CopyTo(residuals[i..]);
            largests = Vector.Max(largests, Vector.Abs(difference));
        }

        long largest = Largest(largests);
        for (; i < residuals.Length; i++)
        {
            residuals[i] = actuals[i] - predictions[i];
            largest = Math.Max(largest, Math.Abs(residuals[i]));
        }

        return largest;
    }

    /// <summary>A bound of the magnitudes, too large by one at most; the largest long for that of the least one.</summary>
    [MethodImpl(HotLoop.Options)]
    private static long LargestMagnitude(ReadOnlySpan<long> values)
    {
        // The complement of a negative number is its magnitude less one, and there is one even of the least long.
        Vector<long> largests = default;
        int i = 0;
        for (; i <= values.Length - Vector<long>.Count; i += Vector<long>.Count)
        {
            var vector = new Vector<long>(values[i..]);
            largests = Vector.Max(largests, Vector.Max(vector, ~vector));
        }

        long largest = Largest(largests);
        for (; i < values.Length; i++)
        {
            largest = Math.Max(largest, Math.Max(values[i], ~values[i]));
        }

        return largest == long.MaxValue ? largest : largest + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Largest(Vector<long> values)
    {
        long largest = values[0];
        for (int i = 1; i < Vector<long>.Count; i++)
        {
            largest = Math.Max(largest, values[i]);
        }

        return largest;
    }
}
