namespace L2Loss.PowerShell.Advice;

/// <summary>Finds the name that was probably meant, by Levenshtein distance.</summary>
internal static class NearestName
{
    /// <summary>The end of a message: the parameter with the nearest name; null where none is near.</summary>
    internal static string? Hint(string parameter, string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is string nearest && Text.CanBeTyped(nearest)
            ? $"Did you mean -{parameter} {Text.Argument(nearest)}?"
            : null;

    /// <summary>The nearest name in any case, or null when none is near (more than a third of the letters differ).</summary>
    private static string? Find(string name, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name.Trim(), candidate.Trim())))
            .Where(pair => 3 * pair.Distance <= Math.Max(name.Length, pair.Name.Length))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .FirstOrDefault();

    private static int Distance(string first, string second)
    {
        first = first.ToUpperInvariant();
        second = second.ToUpperInvariant();
        int[] previous = [.. Enumerable.Range(0, second.Length + 1)];
        int[] current = new int[second.Length + 1];
        for (int i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = previous[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[second.Length];
    }
}
