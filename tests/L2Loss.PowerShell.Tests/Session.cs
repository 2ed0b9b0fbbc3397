using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace L2Loss.PowerShell.Tests;

/// <summary>A PowerShell session in the real engine, with the assembled module imported.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;

    /// <param name="host">What shows text to the user; null for a host that shows nothing.</param>
    internal Session(PSHost? host = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(RepositoryPaths.ModuleManifest);
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Gives a variable to the scripts that follow.</summary>
    internal void Set(string variable, object? value) => _runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>A script ready to be started, for tests that stop it.</summary>
    internal System.Management.Automation.PowerShell Prepare(string script)
    {
        var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    /// <summary>Runs a script; errors, warnings and output are collected, a terminating error too.</summary>
    /// <remarks>
    /// Outside of a try block the engine reports a terminating error like any other and goes on with the next statement;
    /// inside, it ends the script and can be told from the others.
    /// </remarks>
    internal Result Run(string script, params object?[] input)
    {
        using System.Management.Automation.PowerShell shell = Prepare($"try {{\n{script}\n}} catch {{ throw }}");
        var output = new Collection<PSObject>();
        RuntimeException? terminating = null;
        try
        {
            // Into a collection, so that what came out before a terminating error is kept.
            shell.Invoke(input.Length == 0 ? null : input, output);
        }
        catch (RuntimeException exception)
        {
            terminating = exception;
        }

        return new Result(
            output, [.. shell.Streams.Error], [.. shell.Streams.Warning.Select(warning => warning.Message)], terminating);
    }

    /// <summary>Runs a script in a session of its own.</summary>
    internal static Result RunOnce(string script, params object?[] input)
    {
        using var session = new Session();
        return session.Run(script, input);
    }
}
