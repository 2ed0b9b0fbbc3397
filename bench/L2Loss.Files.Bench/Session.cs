using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace L2Loss.Files.Bench;

/// <summary>A PowerShell session in this process that has the module.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;

    internal Session()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First().Value!);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs a script; throws at the first error.</summary>
    internal IReadOnlyCollection<PSObject> Run(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        return shell.AddScript($"$ErrorActionPreference = 'Stop'; {script}").Invoke();
    }
}
