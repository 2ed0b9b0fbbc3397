using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using L2Loss.Files;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Completion;

/// <summary>Finds the property names of records that a command line is about to measure; runs none of its commands.</summary>
internal static class RecordNames
{
    /// <summary>The names, or none where they cannot be known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="parameter">The parameter that takes names.</param>
    /// <param name="bound">The values of its parameters, as far as they are known.</param>
    internal static IReadOnlyList<string> Find(CommandAst command, string parameter, IDictionary bound)
    {
        object? joined = bound[parameter == "Predicted" ? "PredictedPath" : "ActualPath"];
        if ((bound["Path"] ?? bound["LiteralPath"] ?? joined) is object path)
        {
            return OfFile(BadValue.Bare(First(path)) as string, bound["Delimiter"]);
        }

        return bound["InputObject"] is object given and not string
            ? OfRecord(given)
            : Source(command) switch
            {
                CommandExpressionAst { Expression: VariableExpressionAst variable } => OfVariable(variable),
                CommandAst source => OfCommand(source),
                _ => [],
            };
    }

    /// <summary>What stands before the command in its pipeline.</summary>
    private static CommandBaseAst? Source(CommandAst command)
    {
        if (command.Parent is not PipelineAst pipeline)
        {
            return null;
        }

        int position = pipeline.PipelineElements.IndexOf(command);
        return position > 0 ? pipeline.PipelineElements[position - 1] : null;
    }

    private static IReadOnlyList<string> OfVariable(VariableExpressionAst variable) =>
        Ask("param($name) , $ExecutionContext.SessionState.PSVariable.GetValue($name)", variable.VariablePath.UserPath)
            is object value
            ? OfRecord(value)
            : [];

    /// <summary>The header for Import-Csv, else the properties of the types that a command declares as its output.</summary>
    private static IReadOnlyList<string> OfCommand(CommandAst command)
    {
        string? name = command.GetCommandName();
        if (name is null)
        {
            return [];
        }

        if (name.Equals("Import-Csv", StringComparison.OrdinalIgnoreCase)
            || name.Equals("ipcsv", StringComparison.OrdinalIgnoreCase))
        {
            Dictionary<string, ParameterBindingResult> bound = StaticParameterBinder.BindCommand(command, true).BoundParameters;
            ParameterBindingResult? path = bound.GetValueOrDefault("Path") ?? bound.GetValueOrDefault("LiteralPath");
            return OfFile(BadValue.Bare(First(path?.ConstantValue)) as string, bound.GetValueOrDefault("Delimiter")?.ConstantValue);
        }

        object? types = Ask("param($name) , @((Get-Command -Name $name).OutputType.Type)", name);
        return LanguagePrimitives.GetEnumerable(types) is not IEnumerable list
            ? []
            : [.. list.Cast<object?>().Select(BadValue.Bare).OfType<Type>().SelectMany(type => type.GetProperties())
                .Select(property => property.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The names of the first of some records.</summary>
    private static IReadOnlyList<string> OfRecord(object records) =>
        First(records) is object record ? RecordShape.PropertyNames(PSObject.AsPSObject(record)) : [];

    private static IReadOnlyList<string> OfFile(string? path, object? delimiter)
    {
        string? file = path is null ? null : Ask(
            "param($path) @($ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($path, [ref]$null))[0]",
            path)?.ToString();
        if (file is null)
        {
            return [];
        }

        try
        {
            char? given = (delimiter as string ?? delimiter?.ToString()) is [char character] ? character : null;
            using RecordFile records = RecordFiles.Open(file, new TextOptions(given, null), CancellationToken.None);
            return records.Columns;
        }
        catch (Exception failure) when (FileFailure.IsOfFile(failure))
        {
            return [];
        }
    }

    private static object? First(object? value)
    {
        object? bare = BadValue.Bare(value);
        return bare is null or string or IDictionary || LanguagePrimitives.GetEnumerable(bare) is not IEnumerable list
            ? value
            : list.Cast<object?>().FirstOrDefault();
    }

    private static object? Ask(string script, string argument)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        try
        {
            Collection<PSObject?> results = shell.AddScript(script, useLocalScope: true).AddArgument(argument).Invoke();
            return results.Count == 1 ? results[0] : results;
        }
        catch (RuntimeException)
        {
            // A variable, command or file that is not there has no names.
            return null;
        }
    }
}
