namespace L2Loss;

/// <content>Whole columns of mantissas.</content>
internal static partial class DecimalRun
{
    /// <summary>Subtracts values below 2^62 and gives the largest magnitude of the differences.</summary>
    private static long Subtract(ReadOnlySpan<long> actuals, ReadOnlySpan<long> predictions, Span<long> residuals)
    {
        long largest = 0;
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = actuals[i] - predictions[i];
            largest = Math.Max(largest, Math.Abs(residuals[i]));
        }

        return largest;
    }

    /// <summary>A bound of the magnitudes, too large by one at most; the largest long for that of the least one.</summary>
    private static long LargestMagnitude(ReadOnlySpan<long> values)
    {
        // The complement of a negative number is its magnitude less one, and there is one even of the least long.
        long largest = 0;
        foreach (long value in values)
        {
            largest = Math.Max(largest, Math.Max(value, ~value));
        }

        return largest == long.MaxValue ? largest : largest + 1;
    }
}
