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
    private static readonly string[] FileCommands = ["Get-ChildItem", "Get-Item", "dir", "ls", "gci", "gi"];

    /// <summary>The names, or none where they cannot be known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="parameter">The parameter that takes names.</param>
    /// <param name="bound">The values of its parameters, as far as they are known.</param>
    internal static IReadOnlyList<string> Find(CommandAst command, string parameter, IDictionary bound)
    {
        object? delimiter = bound["Delimiter"];
        string[] files = [.. new[] { bound["ActualPath"], bound["PredictedPath"] }.OfType<object>().Select(PathOf).OfType<string>()];
        if (parameter == "Key")
        {
            return [.. files.Select(file => OfFile(file, delimiter)).Aggregate<IEnumerable<string>>(
                (first, second) => first.Intersect(second, StringComparer.OrdinalIgnoreCase))];
        }

        bool isPredicted = parameter.StartsWith("Predicted", StringComparison.OrdinalIgnoreCase);
        object? path = bound["Path"] ?? bound["LiteralPath"] ?? bound[isPredicted ? "PredictedPath" : "ActualPath"];
        if (path is not null)
        {
            return OfFile(PathOf(path), delimiter);
        }

        return bound["InputObject"] is object given and not string
            ? OfRecord(given)
            : Source(command) switch
            {
                CommandExpressionAst { Expression: VariableExpressionAst variable } => OfVariable(variable),
                CommandExpressionAst { Expression: StringConstantExpressionAst { Value: string text } } => OfFile(text, delimiter),
                CommandAst source => OfCommand(source, delimiter),
                _ => [],
            };
    }

    /// <summary>The names that are models: those that -Predicted asks for, or all but the actual value.</summary>
    internal static IEnumerable<string> Models(CommandAst command, IDictionary bound)
    {
        if ((bound["Predicted"] ?? bound["PredictedProperty"]) is IDictionary lists)
        {
            return lists.Keys.Cast<object>().Select(key => key.ToString() ?? string.Empty);
        }

        IReadOnlyList<string> names = Find(command, "Predicted", bound);
        string actual = (bound["Actual"] ?? bound["ActualProperty"])?.ToString() ?? "Actual";
        WildcardPattern[] asked = [.. Texts(bound["Predicted"] ?? bound["PredictedProperty"])
            .Select(text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase))];
        return names.Where(name => asked.Length == 0
            ? !name.Equals(actual, StringComparison.OrdinalIgnoreCase)
            : asked.Any(pattern => pattern.IsMatch(name)));
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

    /// <summary>
    /// The header of the file that Import-Csv reads or Get-ChildItem finds, else the properties of the types that a command
    /// declares as its output.
    /// </summary>
    private static IReadOnlyList<string> OfCommand(CommandAst command, object? delimiter)
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
            return OfFile(
                PathOf(Constant(bound, "Path") ?? Constant(bound, "LiteralPath")), Constant(bound, "Delimiter"));
        }

        if (FileCommands.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return OfFile(FoundBy(command), delimiter);
        }

        object? types = Ask("param($name) , @((Get-Command -Name $name).OutputType.Type)", name);
        return LanguagePrimitives.GetEnumerable(types) is not IEnumerable list
            ? []
            : [.. list.Cast<object?>().Select(BadValue.Bare).OfType<Type>().SelectMany(type => type.GetProperties())
                .Select(property => property.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The path that Get-ChildItem or Get-Item has, where it stands there as text.</summary>
    /// <remarks>By its elements: ls is another command on other systems than Windows, with parameters of its own.</remarks>
    private static string? FoundBy(CommandAst command)
    {
        string? path = null;
        string? filter = null;
        string? parameter = null;
        foreach (CommandElementAst element in command.CommandElements.Skip(1))
        {
            if (element is CommandParameterAst named)
            {
                parameter = named.Argument is null ? named.ParameterName : null;
            }
            else if (element is StringConstantExpressionAst text)
            {
                bool isFilter = parameter?.StartsWith("Filt", StringComparison.OrdinalIgnoreCase) == true
                    || (parameter is null && path is not null);
                filter = isFilter ? text.Value : filter;
                path ??= isFilter ? null : text.Value;
                parameter = null;
            }
        }

        return filter is null ? path : Path.Combine(path ?? ".", filter);
    }

    private static object? Constant(Dictionary<string, ParameterBindingResult> bound, string parameter) =>
        bound.GetValueOrDefault(parameter)?.ConstantValue;

    private static string? PathOf(object? path) => BadValue.Bare(First(path)) as string;

    private static IEnumerable<string> Texts(object? value) =>
        LanguagePrimitives.GetEnumerable(BadValue.Bare(value)) is IEnumerable list
            ? list.Cast<object?>().Select(BadValue.Bare).OfType<string>()
            : new[] { BadValue.Bare(value) }.OfType<string>();

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
        catch (Exception failure) when (FileRun.IsOfFile(failure))
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
