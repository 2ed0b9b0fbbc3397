using System.Management.Automation;
using System.Reflection;

namespace L2Loss.PowerShell;

/// <summary>
/// Finds the assemblies in the module's <c>dependencies</c> folder, so that they need not be where other modules' are.
/// </summary>
/// <remarks>
/// .NET Framework has no load contexts, but holds several versions of an assembly beside each other. A file loaded by its
/// path is the answer to a reference that nothing else could answer, and to no other.
/// </remarks>
public sealed class Module : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(Module).Assembly.Location)!;

    private static readonly string Dependencies = Path.Combine(Folder, "dependencies");

    private static int _imports;

    /// <inheritdoc/>
    public void OnImport()
    {
        // Loaded now, so that scripts and mocks can name the output types before the first measurement.
        _ = typeof(L2LossSummary).Assembly;

        // Counted, since several runspaces share the process.
        if (Interlocked.Increment(ref _imports) == 1)
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Interlocked.Decrement(ref _imports) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs arguments)
    {
        var wanted = new AssemblyName(arguments.Name);
        string path = Path.Combine(Dependencies, wanted.Name + ".dll");
        if (!IsOurs(arguments.RequestingAssembly) || !File.Exists(path))
        {
            return null;
        }

        AssemblyName shipped = AssemblyName.GetAssemblyName(path);
        return wanted.Version is null || shipped.Version >= wanted.Version ? Assembly.LoadFile(path) : null;
    }

    /// <summary>True for an assembly in the folder of the module, or in that of its dependencies.</summary>
    private static bool IsOurs(Assembly? assembly) =>
        assembly is { IsDynamic: false }
        && Path.GetDirectoryName(assembly.Location) is { } folder
        && (folder == Folder || folder == Dependencies);
}
