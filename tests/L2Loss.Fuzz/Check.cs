namespace L2Loss.Fuzz;

/// <summary>Comparisons that say which way differs.</summary>
internal static class Check
{
    internal static void Same(string expected, string actual, string way)
    {
        if (expected == actual)
        {
            return;
        }

        string[] lines = expected.Split('\n');
        string[] others = actual.Split('\n');
        int first = lines.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new InvalidOperationException(
            $"{way}, line {first + 1} of {lines.Length}: '{others.ElementAtOrDefault(first)}', not '{lines.ElementAtOrDefault(first)}'.");
    }

    /// <summary>Where the worst record is, and how bad.</summary>
    internal static string Worst(L2LossSummary summary) => FormattableString.Invariant(
        $"{summary.Count} {summary.LargestIndex} {summary.LargestLoss:R} {summary.MaxError:R} {summary.LargestShare:R}");
}
