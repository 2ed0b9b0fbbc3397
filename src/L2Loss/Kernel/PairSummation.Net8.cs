using System.Runtime.Intrinsics;

namespace L2Loss;

/// <content>The choice of the vectors.</content>
internal static partial class PairSummation
{
    private static void AddAny<T>(
        ReadOnlySpan<T> actual,
        ReadOnlySpan<T> predicted,
        ReadOnlySpan<double> weights,
        BinarySums sums,
        ref WorstRecord worst,
        long before,
        List<int> badBlocks,
        int threads,
        VectorWidth width)
        where T : unmanaged
    {
        switch (width == VectorWidth.Widest ? Widest() : width)
        {
            case VectorWidth.Vector512:
                AddChunks<Ops512, Vector512<double>, T>(
                    actual, predicted, weights, sums, ref worst, before, badBlocks, threads);
                break;
            case VectorWidth.Vector256:
                AddChunks<Ops256, Vector256<double>, T>(
                    actual, predicted, weights, sums, ref worst, before, badBlocks, threads);
                break;
            case VectorWidth.Vector128:
                AddChunks<Ops128, Vector128<double>, T>(
                    actual, predicted, weights, sums, ref worst, before, badBlocks, threads);
                break;
            default:
                AddChunks<OpsScalar, double, T>(
                    actual, predicted, weights, sums, ref worst, before, badBlocks, threads);
                break;
        }
    }

    /// <summary>Whether this processor has the vectors.</summary>
    internal static bool IsSupported(VectorWidth width) => width switch
    {
        VectorWidth.Vector512 => Ops512.IsSupported,
        VectorWidth.Vector256 => Ops256.IsSupported,
        VectorWidth.Vector128 => Ops128.IsSupported,
        _ => true,
    };

    private static VectorWidth Widest()
    {
        VectorWidth width = VectorWidth.Vector512;
        while (!IsSupported(width))
        {
            width--;
        }

        return width;
    }
}
