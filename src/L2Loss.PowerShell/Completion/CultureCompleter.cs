using System.Collections;
using System.Globalization;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes the names of cultures, the current one first.</summary>
internal sealed class CultureCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(CommandAst command, string parameter, IDictionary bound) =>
        CultureInfo.GetCultures(CultureTypes.AllCultures)
            .Select(culture => culture.Name)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Prepend(CultureInfo.CurrentCulture.Name)
            .Distinct();

    /// <inheritdoc/>
    protected override string Describe(string name) => CultureInfo.GetCultureInfo(name).EnglishName;
}
