using System.Collections;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes the names of properties and columns, where the records or the file can be known without running anything.</summary>
internal sealed class PropertyNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(CommandAst command, string parameter, IDictionary bound) =>
        RecordNames.Find(command, parameter, bound);
}
