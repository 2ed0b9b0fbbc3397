using System.Collections;
using System.Management.Automation;
using System.Text;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>The command as it was called, without its input: its name and what was named of the records.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Parameters = ["Actual", "Predicted", "Weight", "GroupBy", "Baseline"];

    private readonly string _line;

    /// <summary>The line of a call; what cannot be typed stands in it as a variable.</summary>
    internal CommandLine(InvocationInfo call)
    {
        var line = new StringBuilder(call.MyCommand.Name);
        foreach (string parameter in Parameters)
        {
            if (call.BoundParameters.TryGetValue(parameter, out object? value))
            {
                line.Append(" -").Append(parameter).Append(' ').Append(Argument(value) ?? "$" + parameter.ToLowerInvariant());
            }
        }

        _line = line.ToString();
        IsJoin = call.BoundParameters.ContainsKey("Key");
    }

    /// <summary>True for two files, which neither a pipeline nor another path can stand for.</summary>
    internal bool IsJoin { get; }

    /// <summary>What reads the records of a file, and the command after it; for a join they go to a file that can be named.</summary>
    internal string Piped(string source, string path) => IsJoin
        ? $"{source} | Export-Csv {Text.PathArgument(path + ".csv")} -NoTypeInformation"
        : $"{source} | {_line}";

    /// <summary>What makes a file readable, and the command with that file; for a join the file alone.</summary>
    internal string After(string step, string parameter) => IsJoin ? step : $"{step}; {_line} {parameter}";

    /// <inheritdoc/>
    public override string ToString() => _line;

    private static string? Argument(object? value)
    {
        string? text = ObjectValue.Unwrap(value) switch
        {
            string name => Text.Argument(name),
            ScriptBlock script => $"{{{script}}}",
            IList list when list.Cast<object?>().Select(Argument).ToArray() is var names && names.All(name => name is not null) =>
                string.Join(", ", names),
            _ => null,
        };
        return text is not null && Text.CanBeTyped(text) ? text : null;
    }
}
