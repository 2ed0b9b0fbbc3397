using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace L2Loss.Bench;

/// <summary>The least that any method must do: load both arrays and add what was loaded.</summary>
internal static class ReadLimit
{
    private const int ChunkLength = 1 << 17;

    internal static double OneThread(double[] actual, double[] predicted) => Read(actual, predicted);

    internal static double AllThreads(double[] actual, double[] predicted)
    {
        int chunks = (actual.Length + ChunkLength - 1) / ChunkLength;
        double[] sums = new double[chunks];
        Parallel.For(0, chunks, chunk =>
        {
            Range range = (chunk * ChunkLength)..Math.Min(actual.Length, (chunk + 1) * ChunkLength);
            sums[chunk] = Read(actual.AsSpan(range), predicted.AsSpan(range));
        });
        return sums.Sum();
    }

    private static double Read(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted) =>
        Vector512.IsHardwareAccelerated ? Read512(actual, predicted) : Read256(actual, predicted);

    // Four sums an array, so that no addition waits for the one before.
    private static double Read512(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ref double a = ref MemoryMarshal.GetReference(actual);
        ref double p = ref MemoryMarshal.GetReference(predicted);
        Vector512<double> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<double> p0 = default, p1 = default, p2 = default, p3 = default;
        nuint i = 0;
        for (nuint end = (nuint)(actual.Length & -32); i < end; i += 32)
        {
            a0 += Vector512.LoadUnsafe(ref a, i);
            p0 += Vector512.LoadUnsafe(ref p, i);
            a1 += Vector512.LoadUnsafe(ref a, i + 8);
            p1 += Vector512.LoadUnsafe(ref p, i + 8);
            a2 += Vector512.LoadUnsafe(ref a, i + 16);
            p2 += Vector512.LoadUnsafe(ref p, i + 16);
            a3 += Vector512.LoadUnsafe(ref a, i + 24);
            p3 += Vector512.LoadUnsafe(ref p, i + 24);
        }

        return Vector512.Sum(a0 + a1 + (a2 + a3) + (p0 + p1 + (p2 + p3))) + ReadRest(actual, predicted, (int)i);
    }

    private static double Read256(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        ref double a = ref MemoryMarshal.GetReference(actual);
        ref double p = ref MemoryMarshal.GetReference(predicted);
        Vector256<double> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<double> p0 = default, p1 = default, p2 = default, p3 = default;
        nuint i = 0;
        for (nuint end = (nuint)(actual.Length & -16); i < end; i += 16)
        {
            a0 += Vector256.LoadUnsafe(ref a, i);
            p0 += Vector256.LoadUnsafe(ref p, i);
            a1 += Vector256.LoadUnsafe(ref a, i + 4);
            p1 += Vector256.LoadUnsafe(ref p, i + 4);
            a2 += Vector256.LoadUnsafe(ref a, i + 8);
            p2 += Vector256.LoadUnsafe(ref p, i + 8);
            a3 += Vector256.LoadUnsafe(ref a, i + 12);
            p3 += Vector256.LoadUnsafe(ref p, i + 12);
        }

        return Vector256.Sum(a0 + a1 + (a2 + a3) + (p0 + p1 + (p2 + p3))) + ReadRest(actual, predicted, (int)i);
    }

    private static double ReadRest(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, int start)
    {
        double sum = 0.0;
        for (int i = start; i < actual.Length; i++)
        {
            sum += actual[i] + predicted[i];
        }

        return sum;
    }
}
