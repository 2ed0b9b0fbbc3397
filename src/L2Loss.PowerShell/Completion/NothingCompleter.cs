using System.Collections;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes nothing, where the engine without a completer would offer the names of files.</summary>
internal sealed class NothingCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(CommandAst command, string parameter, IDictionary bound) => [];
}
