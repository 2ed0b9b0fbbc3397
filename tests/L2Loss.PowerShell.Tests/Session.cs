using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace L2Loss.PowerShell.Tests;

/// <summary>A PowerShell session in the real engine, with the assembled module imported.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;

    internal Session()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(RepositoryPaths.ModuleManifest);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs a script; errors, warnings and output are collected, a terminating error too.</summary>
    internal Result Run(string script, params object?[] input)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script);
        var output = new Collection<PSObject>();
        RuntimeException? terminating = null;
        try
        {
            if (input.Length == 0)
            {
                output = shell.Invoke();
            }
            else
            {
                output = shell.Invoke(input);
            }
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
