using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>The command as it was called, without its input: its name and what was named of the records.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Parameters = ["Actual", "Predicted", "Weight", "GroupBy", "Baseline", "Culture", "MissingToken", "SkipMissing"];

    private readonly InvocationInfo _call;

    /// <summary>The line of a call; what cannot be typed stands in it as a variable.</summary>
    internal CommandLine(InvocationInfo call)
    {
        _call = call;
        IsJoin = call.BoundParameters.ContainsKey("Key");
        Encoding = call.BoundParameters.TryGetValue("Encoding", out object? encoding) && encoding is Encoding known
            ? $" -Encoding {EncodingNameAttribute.NameOf(known)}"
            : string.Empty;
        Actual = !call.BoundParameters.TryGetValue("Actual", out object? actual) ? "Actual" : ObjectValue.Unwrap(actual) as string;
    }

    /// <summary>The parameter for the encoding, as other commands take it too; empty where it was not given.</summary>
    internal string Encoding { get; }

    /// <summary>The name of the actual value; null where a script block computes it.</summary>
    internal string? Actual { get; }

    /// <summary>True for two files, which neither a pipeline nor another path can stand for.</summary>
    internal bool IsJoin { get; }

    /// <summary>What reads the records of a file, and the command after it; for a join they go to a file that can be named.</summary>
    internal string Piped(string source, string path)
    {
        if (!IsJoin)
        {
            return $"{source} | {this}";
        }

        // The file is to be read with the parameters that the other one needs.
        string delimiter = _call.BoundParameters.TryGetValue("Delimiter", out object? given) && given is char character
            ? $" -Delimiter {Text.Delimiter(character)}"
            : string.Empty;
        return $"{source} | Export-Csv {Text.PathArgument(path + ".csv", "\"$path.csv\"")}{delimiter}{Encoding} -NoTypeInformation";
    }

    /// <summary>What makes a file readable, and the command with that file; for a join the file alone.</summary>
    internal string After(string step, string parameter) => IsJoin ? step : $"{step}; {this} {parameter}";

    /// <inheritdoc/>
    public override string ToString() => Line(Parameters);

    /// <summary>The call with other properties for the two values.</summary>
    internal string With(string actual, string predicted)
    {
        string line = Line(Parameters.Skip(2));
        string name = _call.MyCommand.Name;
        return $"{name} {Text.Argument(actual)} {Text.Argument(predicted)}{line[name.Length..]}";
    }

    private string Line(IEnumerable<string> parameters)
    {
        var line = new StringBuilder(_call.MyCommand.Name);
        foreach (string parameter in parameters)
        {
            if (!_call.BoundParameters.TryGetValue(parameter, out object? value))
            {
                continue;
            }

            if (value is SwitchParameter isSet)
            {
                line.Append(isSet ? $" -{parameter}" : string.Empty);
            }
            else
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
            CultureInfo culture => Text.Argument(culture.Name),
            ScriptBlock script => $"{{{script}}}",
            IList list when list.Cast<object?>().Select(Argument).ToArray() is var names && names.All(name => name is not null) =>
                string.Join(", ", names),
            _ => null,
        };
        return text is not null && Text.CanBeTyped(text) ? text : null;
    }
}
