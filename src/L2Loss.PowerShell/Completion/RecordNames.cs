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
        TextOptions options = Options(bound["Delimiter"], bound["Header"]);
        if (parameter == "Key")
        {
            IEnumerable<string>[] files = [.. new[] { bound["ActualPath"], bound["PredictedPath"] }.OfType<object>()
                .Select(file => OfFile(file, isLiteral: true, options))];
            return files.Length == 0
                ? []
                : [.. files.Aggregate((first, second) => first.Intersect(second, StringComparer.OrdinalIgnoreCase))];
        }

        bool isPredicted = parameter.StartsWith("Predicted", StringComparison.OrdinalIgnoreCase);
        if ((bound["LiteralPath"] ?? bound[isPredicted ? "PredictedPath" : "ActualPath"]) is object literal)
        {
            return OfFile(literal, isLiteral: true, options);
        }

        if (bound["Path"] is object path)
        {
            return OfFile(path, isLiteral: false, options);
        }

        return bound["InputObject"] is object given and not string
            ? OfRecord(given)
            : Source(command) switch
            {
                CommandExpressionAst { Expression: VariableExpressionAst variable } => OfVariable(variable),
                CommandExpressionAst { Expression: StringConstantExpressionAst { Value: string text } } => OfFile(text, isLiteral: false, options),
                CommandAst source => OfCommand(source, options),
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
    private static IReadOnlyList<string> OfCommand(CommandAst command, TextOptions options)
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
            TextOptions own = Options(Constant(bound, "Delimiter"), Constant(bound, "Header"));
            return Constant(bound, "LiteralPath") is object literal
                ? OfFile(literal, isLiteral: true, own)
                : OfFile(Constant(bound, "Path"), isLiteral: false, own);
        }

        if (FileCommands.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return OfFile(FoundBy(command), isLiteral: false, options);
        }

        object? types = Ask("param($name) , @((Get-Command -Name $name).OutputType.Type)", name);
        return LanguagePrimitives.GetEnumerable(types) is not IEnumerable list
            ? []
            : [.. list.Cast<object?>().Select(ObjectValue.Unwrap).OfType<Type>().SelectMany(type => type.GetProperties())
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

    private static object? Constant(Dictionary<string, ParameterBindingResult> bound, string parameter)
    {
        try
        {
            return bound.GetValueOrDefault(parameter)?.Value?.SafeGetValue();
        }
        catch (InvalidOperationException)
        {
            // Not known without running it.
            return null;
        }
    }

    private static IEnumerable<string> Texts(object? value) =>
        LanguagePrimitives.GetEnumerable(ObjectValue.Unwrap(value)) is IEnumerable list
            ? list.Cast<object?>().Select(ObjectValue.Unwrap).OfType<string>()
            : new[] { ObjectValue.Unwrap(value) }.OfType<string>();

    /// <summary>The names of the first of some records.</summary>
    private static IReadOnlyList<string> OfRecord(object records) =>
        ObjectValue.Elements(records).FirstOrDefault() is PSObject record ? RecordShape.PropertyNames(record) : [];

    private static TextOptions Options(object? delimiter, object? header)
    {
        string[] names = [.. Texts(header)];
        return new TextOptions(
            delimiter?.ToString() is [char character] ? character : null, null, names.Length == 0 ? null : names);
    }

    /// <summary>The columns of the first of the files that a path means.</summary>
    private static IReadOnlyList<string> OfFile(object? paths, bool isLiteral, TextOptions options)
    {
        string resolve = isLiteral ? "GetUnresolvedProviderPathFromPSPath($path)" : "GetResolvedProviderPathFromPSPath($path, [ref]$null)";
        string? file = ObjectValue.Unwrap(ObjectValue.Elements(paths).FirstOrDefault()) is not string path ? null
            : Ask($"param($path) @($ExecutionContext.SessionState.Path.{resolve})[0]", path)?.ToString();
        if (file is null)
        {
            return [];
        }

        try
        {
            using RecordFile records = RecordFiles.Open(file, options, CancellationToken.None);
            return records.Columns;
        }
        catch (Exception failure) when (FileRun.IsOfFile(failure))
        {
            return [];
        }
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
