using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace L2Loss.Host;

/// <summary>What the arguments ask for: a command, a script file with its arguments, or help.</summary>
internal sealed partial class CommandLine
{
    public const string Usage = """
        Runs a PowerShell command with the L2Loss module imported.

          L2Loss.Host [-Command] <command>...
          L2Loss.Host -File <script.ps1> [<argument>...]

        Examples:
          dotnet run --project tools/L2Loss.Host -- "Import-Csv samples/prices.csv | Measure-L2Loss"
          dotnet run --project tools/L2Loss.Host -- "Get-Help Measure-L2Loss"
        """;

    private CommandLine(string script)
    {
        Script = script;
    }

    /// <summary>Whether only help is asked for.</summary>
    public bool IsHelp { get; private init; }

    /// <summary>Whether the script is the call of a script file.</summary>
    public bool IsFile { get; private init; }

    /// <summary>What to run, as PowerShell text.</summary>
    public string Script { get; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They ask for nothing that this program does.</exception>
    public static CommandLine Parse(string[] args)
    {
        if (args.Length == 0)
        {
            throw new FormatException("There is no command to run.");
        }

        switch (args[0].ToLowerInvariant())
        {
            case "-?" or "/?" or "-h" or "-help" or "--help":
                return new CommandLine("") { IsHelp = true };
            case "-command" or "-c":
                return ForCommand(args.AsSpan(1));
            case "-file" or "-f":
                return ForFile(args.AsSpan(1));
            case var first when ParameterName().IsMatch(first):
                throw new FormatException($"There is no parameter {args[0]}.");
            default:
                return ForCommand(args);
        }
    }

    private static CommandLine ForCommand(ReadOnlySpan<string> words)
    {
        // Several words are one line, as in pwsh: `L2Loss.Host Get-Help Measure-L2Loss` needs no quotes.
        var command = string.Join(' ', words);
        return string.IsNullOrWhiteSpace(command)
            ? throw new FormatException("There is no command to run.")
            : new CommandLine(command);
    }

    private static CommandLine ForFile(ReadOnlySpan<string> words)
    {
        if (words.IsEmpty)
        {
            throw new FormatException("-File needs the name of a script.");
        }

        var path = Path.GetFullPath(words[0]);
        if (!File.Exists(path))
        {
            throw new FormatException($"There is no script file {words[0]}.");
        }

        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"{words[0]} is not a PowerShell script: its name does not end in .ps1.");
        }

        var call = new StringBuilder("& ").Append(Quote(path));
        foreach (var word in words[1..])
        {
            call.Append(' ').Append(ToArgument(word));
        }

        return new CommandLine(call.ToString()) { IsFile = true };
    }

    /// <summary>A script argument as pwsh takes it: <c>-Name</c>, <c>-Name:value</c>, <c>-Switch:$false</c>, or text.</summary>
    private static string ToArgument(string word)
    {
        var match = ParameterName().Match(word);
        if (!match.Success)
        {
            return Quote(word);
        }

        var value = word[match.Length..];
        return match.Value + value.ToLowerInvariant() switch
        {
            "" => "",
            "$true" or "$false" => value,
            _ => Quote(value),
        };
    }

    /// <summary>Text that PowerShell takes as it is: what a shell has read already must not be read again as code.</summary>
    private static string Quote(string text)
    {
        return $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
    }

    [GeneratedRegex(@"^-[\p{L}_][\w-]*(:|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
