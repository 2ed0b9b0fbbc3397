using System.Collections;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes the names of the models that a command compares.</summary>
internal sealed class ModelCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(CommandAst command, string parameter, IDictionary bound) =>
        RecordNames.Models(command, bound);
}
