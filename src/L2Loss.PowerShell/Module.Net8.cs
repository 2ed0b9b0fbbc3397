using System.Reflection;
using System.Runtime.Loader;

namespace L2Loss.PowerShell;

/// <content>
/// They are kept in a load context of their own, so that another module's copy in another version does no harm, and ours
/// does none to it.
/// </content>
/// <remarks>
/// The cmdlets and the numbers stay in the default context: a context around them loses the exports on a second import
/// (PowerShell#20710) and hides the output types from scripts. So they alone share an assembly with another module, where
/// that one has loaded a newer version by the default context first.
/// </remarks>
public sealed partial class Module
{
    // One context for the life of the process: a loaded assembly stays bound however often the module is imported.
    private static readonly DependencyContext Dependencies = new(Path.Combine(Folder, "dependencies"));

    private static void Subscribe() => AssemblyLoadContext.Default.Resolving += Resolve;

    private static void Unsubscribe() => AssemblyLoadContext.Default.Resolving -= Resolve;

    /// <summary>
    /// Called where the default context has no assembly of that name in that version or a newer one: for our own
    /// references only, or for the very assembly that we ship.
    /// </summary>
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => Dependencies.Find(name);
}
