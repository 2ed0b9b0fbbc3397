using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace L2Loss.PowerShell;

/// <summary>
/// Finds the assemblies in the module's <c>dependencies</c> folder and keeps them in a load context of their own, so that
/// another module's copy in another version does no harm, and ours does none to it.
/// </summary>
/// <remarks>
/// The cmdlets and the numbers stay in the default context: a context around them loses the exports on a second import
/// (PowerShell#20710) and hides the output types from scripts. So they alone share an assembly with another module, where
/// that one has loaded a newer version by the default context first.
/// </remarks>
public sealed class Module : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    // One context for the life of the process: a loaded assembly stays bound however often the module is imported.
    private static readonly DependencyContext Dependencies =
        new(Path.Combine(Path.GetDirectoryName(typeof(Module).Assembly.Location)!, "dependencies"));

    private static int _imports;

    /// <inheritdoc/>
    public void OnImport()
    {
        // Loaded now, so that scripts and mocks can name the output types before the first measurement.
        _ = typeof(L2LossSummary).Assembly;

        // Counted, since several runspaces share the process.
        if (Interlocked.Increment(ref _imports) == 1)
        {
            AssemblyLoadContext.Default.Resolving += Resolve;
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Interlocked.Decrement(ref _imports) == 0)
        {
            AssemblyLoadContext.Default.Resolving -= Resolve;
        }
    }

    /// <summary>
    /// Called where the default context has no assembly of that name in that version or a newer one: for our own
    /// references only, or for the very assembly that we ship.
    /// </summary>
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => Dependencies.Find(name);
}
