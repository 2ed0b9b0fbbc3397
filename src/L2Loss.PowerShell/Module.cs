using System.Management.Automation;

namespace L2Loss.PowerShell;

/// <summary>Finds the assemblies in the module's <c>dependencies</c> folder, while the module is imported.</summary>
public sealed partial class Module : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static int _imports;

    private static string Folder => Path.GetDirectoryName(typeof(Module).Assembly.Location)!;

    /// <inheritdoc/>
    public void OnImport()
    {
        // Loaded now, so that scripts and mocks can name the output types before the first measurement.
        _ = typeof(L2LossSummary).Assembly;

        // Counted, since several runspaces share the process.
        if (Interlocked.Increment(ref _imports) == 1)
        {
            Subscribe();
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Interlocked.Decrement(ref _imports) == 0)
        {
            Unsubscribe();
        }
    }
}
