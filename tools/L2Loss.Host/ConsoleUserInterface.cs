using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace L2Loss.Host;

/// <summary>
/// Writes what a pipeline says to the console and asks nothing. Output alone goes to stdout, so that it can be piped
/// into another program: warnings, verbose and debug messages go to stderr with the errors (pwsh sends them to stdout).
/// </summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly ConsoleRawUserInterface _rawUI = new();
    private readonly bool _plainOutput = IsPlain(Console.IsOutputRedirected);
    private readonly bool _plainErrors = IsPlain(Console.IsErrorRedirected);

    public override PSHostRawUserInterface RawUI => _rawUI;

    public override bool SupportsVirtualTerminal => !_plainOutput;

    /// <summary>Tells the engine whether to colour at all.</summary>
    public void UseConsoleStyle()
    {
        PSStyle.Instance.OutputRendering = _plainOutput && _plainErrors ? OutputRendering.PlainText : OutputRendering.Host;
    }

    public static HostException NotInteractive()
    {
        return new HostException("L2Loss.Host asks no questions: give every value on the command line.");
    }

    public override void Write(string value)
    {
        Console.Out.Write(Plain(value, _plainOutput));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        // Colours are for a terminal that a person reads; text that is coloured by code reads the same without.
        Write(value);
    }

    public override void WriteLine(string value)
    {
        Console.Out.WriteLine(Plain(value, _plainOutput));
    }

    public override void WriteErrorLine(string value)
    {
        // The formatter puts blank lines around an error; on stderr they only separate a message from its cause.
        if (!string.IsNullOrEmpty(value))
        {
            Console.Error.WriteLine(Plain(value, _plainErrors));
        }
    }

    public override void WriteWarningLine(string message)
    {
        WriteMessage("WARNING", PSStyle.Instance.Formatting.Warning, message);
    }

    public override void WriteVerboseLine(string message)
    {
        WriteMessage("VERBOSE", PSStyle.Instance.Formatting.Verbose, message);
    }

    public override void WriteDebugLine(string message)
    {
        WriteMessage("DEBUG", PSStyle.Instance.Formatting.Debug, message);
    }

    /// <summary>Nothing: a bar that is redrawn has no place among lines, and most calls of this program are short.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        throw NotInteractive();
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        throw NotInteractive();
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        throw NotInteractive();
    }

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        throw NotInteractive();
    }

    public override string ReadLine()
    {
        throw NotInteractive();
    }

    public override SecureString ReadLineAsSecureString()
    {
        throw NotInteractive();
    }

    private static bool IsPlain(bool isRedirected)
    {
        // https://no-color.org: present and not empty, whatever its value.
        return isRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    }

    private static string Plain(string value, bool plain)
    {
        return plain && value is not null && value.Contains('\e')
            ? new StringDecorated(value).ToString(OutputRendering.PlainText)
            : value!;
    }

    private void WriteMessage(string stream, string style, string message)
    {
        var line = $"{stream}: {message}";
        Console.Error.WriteLine(_plainErrors ? Plain(line, plain: true) : style + line + PSStyle.Instance.Reset);
    }
}
