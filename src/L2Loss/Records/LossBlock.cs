using System.Numerics.Tensors;

namespace L2Loss;

/// <summary>The residuals and losses of a block of pairs of doubles, for the items.</summary>
internal static class LossBlock
{
    /// <summary>The pairs that are processed at once; with their results they stay in the first-level cache.</summary>
    internal const int Length = 2048;

    /// <summary>residuals = actual - predicted, losses = their squares, in double arithmetic.</summary>
    internal static void Compute(
        ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> residuals, Span<double> losses)
    {
        TensorPrimitives.Subtract(actual, predicted, residuals);
        TensorPrimitives.Multiply(residuals, residuals, losses);
    }
}
