using System.Collections;
using System.Management.Automation.Language;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes PowerShell's names of encodings.</summary>
internal sealed class EncodingCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(CommandAst command, string parameter, IDictionary bound) =>
        EncodingNameAttribute.Names;
}
