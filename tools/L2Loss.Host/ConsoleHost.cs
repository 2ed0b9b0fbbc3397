using System.Globalization;
using System.Management.Automation.Host;

namespace L2Loss.Host;

/// <summary>The engine's view of this program.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly ConsoleUserInterface _ui = new();

    public override string Name => "L2Loss.Host";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override ConsoleUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>The argument of an <c>exit</c> statement, once one was run.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode)
    {
        ExitCode = exitCode;
    }

    public override void EnterNestedPrompt()
    {
        throw ConsoleUserInterface.NotInteractive();
    }

    public override void ExitNestedPrompt()
    {
        throw ConsoleUserInterface.NotInteractive();
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
