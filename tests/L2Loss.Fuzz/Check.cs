namespace L2Loss.Fuzz;

/// <summary>Comparisons that say which way differs.</summary>
internal static class Check
{
    internal static void Same(string expected, string actual, string way)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"{way}\n--- expected\n{expected}\n--- actual\n{actual}");
        }
    }

    /// <summary>Where the worst record is, and how bad.</summary>
    internal static string Worst(L2LossSummary summary) => FormattableString.Invariant(
        $"{summary.Count} {summary.LargestIndex} {summary.LargestLoss:R} {summary.MaxError:R} {summary.LargestShare:R}");
}
