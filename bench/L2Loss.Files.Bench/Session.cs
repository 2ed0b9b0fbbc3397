using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace L2Loss.Files.Bench;

/// <summary>The command line of a row in a session that has the module.</summary>
internal sealed class Command : IDisposable
{
    private readonly Runspace _runspace;
    private readonly string _script;
    private readonly string _property;

    internal Command(string script, string property)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First().Value!);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        _script = $"$ErrorActionPreference = 'Stop'; {script}";
        _property = property;
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs it.</summary>
    internal IReadOnlyCollection<PSObject> Run()
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        return shell.AddScript(_script).Invoke();
    }

    /// <summary>The sum of the property over what came out.</summary>
    internal double Sum(IReadOnlyCollection<PSObject> output) => output.Sum(one => (double)one.Properties[_property].Value);
}
