using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes the names of cultures, the current one first.</summary>
public sealed class CultureCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(wordToComplete);
        IEnumerable<string> names = CultureInfo.GetCultures(CultureTypes.AllCultures)
            .Select(culture => culture.Name)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Prepend(CultureInfo.CurrentCulture.Name)
            .Where(name => name.Length > 0)
            .Distinct();
        return CompletionList.Matching(wordToComplete, names, name => CultureInfo.GetCultureInfo(name).EnglishName);
    }
}
