using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Measures runs of short decimals at one common number of decimal places, without allocation.</summary>
internal static class DecimalRun
{
    /// <summary>The length of the run of short decimals from the start of two columns; 0 where other values stand.</summary>
    internal static int Length(ReadOnlySpan<byte> actualScales, ReadOnlySpan<byte> predictedScales)
    {
        int length = Math.Min(actualScales.Length, RunSums.Capacity);
        int other = actualScales[..length].IndexOf(NumberColumn.OtherScale);
        length = other < 0 ? length : other;
        other = predictedScales[..length].IndexOf(NumberColumn.OtherScale);
        return other < 0 ? length : other;
    }

    /// <summary>Measures a run of short decimals; false, and nothing is done, where they are too long for it.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was foretold.</param>
    /// <param name="run">Their positions in the columns.</param>
    /// <param name="before">The number of records before the columns.</param>
    /// <param name="sums">Gets their sums.</param>
    /// <param name="worst">Gets the worst of them.</param>
    [SkipLocalsInit]
    internal static bool TryAdd(
        NumberColumn actual, NumberColumn predicted, Range run, long before, DecimalSums sums, ref WorstRecord worst)
    {
        Span<long> actualBuffer = stackalloc long[RunSums.Capacity];
        Span<long> buffer = stackalloc long[RunSums.Capacity];
        ReadOnlySpan<byte> actualScales = actual.Scales[run];
        ReadOnlySpan<byte> predictedScales = predicted.Scales[run];
        int scale = Math.Max(TensorPrimitives.Max(actualScales), TensorPrimitives.Max(predictedScales));
        ReadOnlySpan<long> actuals = Align(actual.Mantissas[run], actualScales, scale, actualBuffer);
        ReadOnlySpan<long> predictions = Align(predicted.Mantissas[run], predictedScales, scale, buffer);
        if (actuals.IsEmpty || predictions.IsEmpty)
        {
            return false;
        }

        // In place where the predictions were scaled.
        Span<long> residuals = buffer[..actuals.Length];
        TensorPrimitives.Subtract(actuals, predictions, residuals);
        long largest = LargestMagnitude(residuals);
        if (largest >= RunSums.Limit)
        {
            return false;
        }

        sums.Add(RunSums.Of(residuals, actuals, largest, LargestMagnitude(actuals)), residuals.Length, scale);
        worst.Offer(residuals, largest, scale, before + run.Start.Value);
        return true;
    }

    /// <summary>
    /// The mantissas at a common scale, in the buffer or where they are; empty where one is not below the limit.
    /// </summary>
    private static ReadOnlySpan<long> Align(
        ReadOnlySpan<long> mantissas, ReadOnlySpan<byte> scales, int scale, Span<long> buffer)
    {
        bool isUniform = scales.IndexOfAnyExcept(scales[0]) < 0;
        int places = scale - (isUniform ? scales[0] : TensorPrimitives.Min(scales));
        if (places > PowersOfTen.MaximumLong)
        {
            return default;
        }

        if (isUniform)
        {
            long power = PowersOfTen.Long(places);
            return LargestMagnitude(mantissas) > (RunSums.Limit - 1) / power
                ? default
                : places == 0 ? mantissas : Multiply(mantissas, power, buffer);
        }

        long excess = 0;
        for (int i = 0; i < mantissas.Length && i < scales.Length; i++)
        {
            // Beyond 64 bits the high half is not the sign of the low one.
            long high = Math.BigMul(mantissas[i], PowersOfTen.Long(scale - scales[i]), out long low);
            buffer[i] = low;
            excess |= high ^ (low >> 63);
        }

        ReadOnlySpan<long> aligned = buffer[..mantissas.Length];
        return excess != 0 || LargestMagnitude(aligned) >= RunSums.Limit ? default : aligned;
    }

    private static ReadOnlySpan<long> Multiply(ReadOnlySpan<long> values, long factor, Span<long> products)
    {
        for (int i = 0; i < values.Length && i < products.Length; i++)
        {
            products[i] = values[i] * factor;
        }

        return products[..values.Length];
    }

    /// <summary>The largest magnitude, or for that of the least long the largest long.</summary>
    private static long LargestMagnitude(ReadOnlySpan<long> values) =>
        Math.Max(TensorPrimitives.Max(values), -Math.Max(TensorPrimitives.Min(values), -long.MaxValue));
}
