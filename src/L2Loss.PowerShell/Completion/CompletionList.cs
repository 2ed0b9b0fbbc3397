using System.Management.Automation;

namespace L2Loss.PowerShell.Completion;

/// <summary>Names as completions of what has been typed.</summary>
internal static class CompletionList
{
    private static readonly char[] Quotes = ['\'', '"'];

    /// <summary>The names that start with the word, in quotes where PowerShell needs them.</summary>
    internal static IEnumerable<CompletionResult> Matching(
        string word, IEnumerable<string> names, Func<string, string> describe)
    {
        string start = word.Trim(Quotes);
        foreach (string name in names)
        {
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                yield return new CompletionResult(Text.Argument(name), name, CompletionResultType.ParameterValue, describe(name));
            }
        }
    }
}
