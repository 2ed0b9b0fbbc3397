using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Completion;

/// <summary>Completes names that start with what has been typed, in quotes where PowerShell needs them.</summary>
internal abstract class NameCompleter : IArgumentCompleter
{
    private static readonly char[] Quotes = ['\'', '"'];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string start = wordToComplete.Trim(Quotes);
        return Names(commandAst, parameterName, fakeBoundParameters)
            .Where(name => name.Length > 0 && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(
                Text.Argument(name), Text.Show(name), CompletionResultType.ParameterValue, Text.Show(Describe(name))));
    }

    /// <summary>All names.</summary>
    /// <param name="command">The command that is typed.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="bound">The values of the others, as far as they are known.</param>
    protected abstract IEnumerable<string> Names(CommandAst command, string parameter, IDictionary bound);

    /// <summary>What is said about a name.</summary>
    protected virtual string Describe(string name) => name;
}
