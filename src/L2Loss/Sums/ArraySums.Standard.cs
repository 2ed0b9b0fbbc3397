namespace L2Loss;

/// <content>Without vectors each record is summed exactly: faster than the kernel would be without its instructions.</content>
internal sealed partial class ArraySums
{
    private ArraySums(double pivot) => _ = pivot;

    /// <summary>Sums pairs; the weights are empty where there are none.</summary>
    private void Add<T>(
        ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted, ReadOnlySpan<double> weights, VectorWidth width)
        where T : unmanaged
    {
        _ = width;
        AddRecords(actual, predicted, weights, 0);
    }

    /// <summary>Whether the runtime has the vectors.</summary>
    internal static bool IsSupported(VectorWidth width) => width is VectorWidth.Widest or VectorWidth.Scalar;
}
