using System.Collections;
using System.Management.Automation;
using System.Text;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>The command as it was called, without its input: its name and the columns that were named.</summary>
internal static class CommandLine
{
    private static readonly string[] Parameters = ["Actual", "Predicted", "Weight", "GroupBy"];

    /// <summary>The line; what cannot be typed stands in it as a variable.</summary>
    internal static string Of(InvocationInfo call)
    {
        var line = new StringBuilder(call.MyCommand.Name);
        foreach (string parameter in Parameters)
        {
            if (call.BoundParameters.TryGetValue(parameter, out object? value))
            {
                line.Append(" -").Append(parameter).Append(' ').Append(Argument(value) ?? "$" + parameter.ToLowerInvariant());
            }
        }

        return line.ToString();
    }

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
