using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using L2Loss.PowerShell.Files;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes PowerShell's names of encodings.</summary>
public sealed class EncodingCompleter : IArgumentCompleter
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
        return CompletionList.Matching(wordToComplete, EncodingNameAttribute.Names, name => name);
    }
}
