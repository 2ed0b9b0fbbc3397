namespace L2Loss.Tests;

/// <summary>The summary of arrays: pairs with a NaN are missing, those with an infinity not finite.</summary>
internal static class ArraySummary
{
    internal static L2LossSummary Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        var sums = new L2LossAccumulator();
        sums.Add(actual, predicted);
        return sums.ToSummary();
    }
}
