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
        using System.Management.Automation.PowerShell shell = Shell(script);
        return shell.Invoke();
    }

    /// <summary>Runs a script and keeps nothing of what it writes.</summary>
    /// <returns>The sum of a property of all that it writes.</returns>
    internal double Sum(string script, string property)
    {
        double sum = 0;
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => sum += output.ReadAll().Sum(one => (double)one.Properties[property].Value);
        using System.Management.Automation.PowerShell shell = Shell(script);
        shell.Invoke<PSObject, PSObject>(null, output, null);
        return sum;
    }

    private System.Management.Automation.PowerShell Shell(string script)
    {
        var shell = System.Management.Automation.PowerShell.Create(_runspace);
        return shell.AddScript($"$ErrorActionPreference = 'Stop'; {script}");
    }
}
