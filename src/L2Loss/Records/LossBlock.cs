using System.Numerics.Tensors;

namespace L2Loss;

/// <summary>The residuals and losses of a block of pairs of doubles, for the items.</summary>
internal static class LossBlock
{
    /// <summary>The pairs that are processed at once; with their results they stay in the first-level cache.</summary>
    internal const int Length = 2048;

    /// <summary>True where every value is finite and every weight is a weight; the weights are empty where there are none.</summary>
    internal static bool IsMeasurable(
        ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
    {
        bool isMeasurable = true;
        for (int i = 0; i < actual.Length; i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            isMeasurable &= double.IsFinite(actual[i]) && double.IsFinite(predicted[i]) && double.IsFinite(weight) && weight >= 0.0;
        }

        return isMeasurable;
    }

    /// <summary>residuals = actual - predicted, losses = their squares, in double arithmetic.</summary>
    internal static void Compute(
        ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, Span<double> residuals, Span<double> losses)
    {
        TensorPrimitives.Subtract(actual, predicted, residuals);
        TensorPrimitives.Multiply(residuals, residuals, losses);
    }
}
