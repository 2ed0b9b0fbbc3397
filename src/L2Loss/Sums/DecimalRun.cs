using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Measures a block of short decimals, in runs that have one common number of decimal places each.</summary>
internal static partial class DecimalRun
{
    // Fewer decimals are measured faster one by one.
    private const int MinimumLength = 8;

    /// <summary>Measures the records that suit it.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="before">The number of records before the block.</param>
    /// <param name="sums">Gets their sums.</param>
    /// <param name="worst">Gets the worst of them.</param>
    /// <param name="others">Gets the positions of the others, in order.</param>
    internal static void Add(
        NumberColumn actual, NumberColumn predicted, long before, ref LossSums sums, ref WorstRecord worst, List<int> others)
    {
        int length;
        for (int start = 0; start < actual.Count; start += Math.Max(length, 1))
        {
            length = Length(actual.Scales[start..], predicted.Scales[start..]);
            Range run = start..(start + length);
            bool isLong = length >= MinimumLength;
            if (isLong && TryAdd(actual, predicted, run, before, ref sums, ref worst))
            {
                continue;
            }

            int scale = isLong ? AddMost(actual, predicted, run, before, ref sums, ref worst) : -1;
            AddOthers(actual.Scales, predicted.Scales, start..(start + Math.Max(length, 1)), scale, others);
        }
    }

    /// <summary>Gives the positions of those records of a run that do not fit at a number of places; below 0 none does.</summary>
    [MethodImpl(HotLoop.Options)]
    private static void AddOthers(
        ReadOnlySpan<byte> actualScales, ReadOnlySpan<byte> predictedScales, Range run, int scale, List<int> others)
    {
        for (int i = run.Start.Value; i < run.End.Value; i++)
        {
            if (scale < 0 || !Fits(actualScales[i], scale) || !Fits(predictedScales[i], scale))
            {
                others.Add(i);
            }
        }
    }

    /// <summary>The length of the run of short decimals from the start of two columns; 0 where other values stand.</summary>
    private static int Length(ReadOnlySpan<byte> actualScales, ReadOnlySpan<byte> predictedScales)
    {
        int length = Math.Min(actualScales.Length, DecimalRunSums.Capacity);
        int other = actualScales[..length].IndexOf(NumberColumn.OtherScale);
        length = other < 0 ? length : other;
        other = predictedScales[..length].IndexOf(NumberColumn.OtherScale);
        return other < 0 ? length : other;
    }

    /// <summary>Measures a run of short decimals; false, and nothing is done, where they are too long for it.</summary>
    /// <param name="actual">What was observed.</param>
    /// <param name="predicted">What was predicted.</param>
    /// <param name="run">Their positions in the columns.</param>
    /// <param name="before">The number of records before the columns.</param>
    /// <param name="sums">Gets their sums.</param>
    /// <param name="worst">Gets the worst of them.</param>
    [SkipLocalsInit]
    private static bool TryAdd(
        NumberColumn actual, NumberColumn predicted, Range run, long before, ref LossSums sums, ref WorstRecord worst)
    {
        Span<long> actualBuffer = stackalloc long[DecimalRunSums.Capacity];
        Span<long> buffer = stackalloc long[DecimalRunSums.Capacity];
        ReadOnlySpan<byte> actualScales = actual.Scales[run];
        ReadOnlySpan<byte> predictedScales = predicted.Scales[run];
        (byte Least, byte Most) actualPlaces = Places(actualScales);
        (byte Least, byte Most) predictedPlaces = Places(predictedScales);
        int scale = Math.Max(actualPlaces.Most, predictedPlaces.Most);
        ReadOnlySpan<long> actuals =
            Align(actual.Mantissas[run], actualScales, actualPlaces, scale, actualBuffer, out long largestActual);
        ReadOnlySpan<long> predictions =
            Align(predicted.Mantissas[run], predictedScales, predictedPlaces, scale, buffer, out _);
        if (actuals.IsEmpty || predictions.IsEmpty)
        {
            return false;
        }

        // In place where the predictions were scaled.
        Span<long> residuals = buffer[..actuals.Length];
        long largest = Subtract(actuals, predictions, residuals);
        if (largest >= DecimalRunSums.Limit)
        {
            return false;
        }

        sums.Add(DecimalRunSums.Of(residuals, actuals, largest, largestActual), residuals.Length, scale);
        worst.Offer(residuals, largest, scale, before + run.Start.Value);
        return true;
    }

    /// <summary>
    /// Measures those records of a run that fit at the number of places which the largest value allows. The others, with
    /// more places, are left to the caller.
    /// </summary>
    /// <returns>The number of places; below 0, and nothing is done, where the run does not suit.</returns>
    /// <inheritdoc cref="TryAdd"/>
    [SkipLocalsInit]
    [MethodImpl(HotLoop.Options)]
    private static int AddMost(
        NumberColumn actual, NumberColumn predicted, Range run, long before, ref LossSums sums, ref WorstRecord worst)
    {
        ReadOnlySpan<long> actualMantissas = actual.Mantissas[run];
        ReadOnlySpan<long> predictedMantissas = predicted.Mantissas[run];
        ReadOnlySpan<byte> actualScales = actual.Scales[run];
        ReadOnlySpan<byte> predictedScales = predicted.Scales[run];
        int scale = LargestScale(Math.Max(
            LargestValue(actualMantissas, actualScales), LargestValue(predictedMantissas, predictedScales)));

        // A record that does not fit stands as two zeros, which change no sum. Without branches: few data have an order.
        Span<long> actuals = stackalloc long[DecimalRunSums.Capacity];
        Span<long> residuals = stackalloc long[DecimalRunSums.Capacity];
        long largest = 0;
        int count = 0;
        for (int i = 0; i < actualMantissas.Length; i++)
        {
            long actualPower = PowersOfTen.LongOrZero(scale - actualScales[i]);
            long predictedPower = PowersOfTen.LongOrZero(scale - predictedScales[i]);
            int fits = actualPower != 0 & predictedPower != 0 ? 1 : 0;
            long aligned = fits * actualMantissas[i] * actualPower;
            long residual = aligned - (fits * predictedMantissas[i] * predictedPower);
            actuals[i] = aligned;
            residuals[i] = residual;
            largest = Math.Max(largest, (long)Magnitude.Of(residual));
            count += fits;
        }

        // Without any residual the first zero would not be the first record.
        if (largest is 0 or >= DecimalRunSums.Limit)
        {
            return -1;
        }

        actuals = actuals[..actualMantissas.Length];
        residuals = residuals[..actualMantissas.Length];
        sums.Add(DecimalRunSums.Of(residuals, actuals, largest, DecimalRunSums.Limit), count, scale);
        worst.Offer(residuals, largest, scale, before + run.Start.Value);
        return scale;
    }

    /// <summary>True for a number of places of a short decimal that <see cref="AddMost"/> brings to the scale that it returned.</summary>
    private static bool Fits(byte places, int scale) =>
        PowersOfTen.LongOrZero(scale - places) != 0;

    /// <summary>The most places, up to 22, at which a value up to the given one is below the limit for certain.</summary>
    private static int LargestScale(double value)
    {
        const double SafeLimit = DecimalRunSums.Limit * 0.99;
        int scale = Number.MaximumExactScale;
        while (scale > 0 && value * PowersOfTen.Exact(scale) >= SafeLimit)
        {
            scale--;
        }

        return value < SafeLimit ? scale : -1;
    }

    /// <summary>The largest magnitude, nearly.</summary>
    [MethodImpl(HotLoop.Options)]
    private static double LargestValue(ReadOnlySpan<long> mantissas, ReadOnlySpan<byte> scales)
    {
        double largest = 0.0;
        for (int i = 0; i < mantissas.Length && i < scales.Length; i++)
        {
            // Not Math.Max, which looks for NaN too.
            double value = Math.Abs(mantissas[i] * PowersOfTen.Inverse(scales[i]));
            largest = value > largest ? value : largest;
        }

        return largest;
    }

    /// <summary>The fewest decimal places of any value, and the most.</summary>
    [MethodImpl(HotLoop.Options)]
    private static (byte Least, byte Most) Places(ReadOnlySpan<byte> scales)
    {
        (byte least, byte most) = (scales[0], scales[0]);
        int other = scales.IndexOfAnyExcept(most);
        for (int i = Math.Max(other, 0); other >= 0 && i < scales.Length; i++)
        {
            (least, most) = (Math.Min(least, scales[i]), Math.Max(most, scales[i]));
        }

        return (least, most);
    }

    /// <summary>The mantissas at a common scale, in the buffer or where they are; empty where one may not be below the limit.</summary>
    private static ReadOnlySpan<long> Align(
        ReadOnlySpan<long> mantissas,
        ReadOnlySpan<byte> scales,
        (byte Least, byte Most) places,
        int scale,
        Span<long> buffer,
        out long largest)
    {
        largest = 0;
        if (scale - places.Least > PowersOfTen.MaximumLong)
        {
            return default;
        }

        long power = PowersOfTen.Long(scale - places.Least);
        largest = LargestMagnitude(mantissas);
        if (largest <= (DecimalRunSums.Limit - 1) / power)
        {
            largest *= power;
            return power == 1 ? mantissas
                : places.Least == places.Most ? Multiply(mantissas, power, buffer)
                : Multiply(mantissas, scales, scale, buffer);
        }

        return default;
    }

    [MethodImpl(HotLoop.Options)]
    private static ReadOnlySpan<long> Multiply(ReadOnlySpan<long> values, long factor, Span<long> products)
    {
        for (int i = 0; i < values.Length && i < products.Length; i++)
        {
            products[i] = values[i] * factor;
        }

        return products[..values.Length];
    }

    [MethodImpl(HotLoop.Options)]
    private static ReadOnlySpan<long> Multiply(
        ReadOnlySpan<long> values, ReadOnlySpan<byte> scales, int scale, Span<long> products)
    {
        for (int i = 0; i < values.Length && i < scales.Length && i < products.Length; i++)
        {
            products[i] = values[i] * PowersOfTen.Long(scale - scales[i]);
        }

        return products[..values.Length];
    }
}
