using System.Reflection;

namespace L2Loss.PowerShell;

/// <content>They need not be where other modules' are.</content>
/// <remarks>
/// .NET Framework has no load contexts, but holds several versions of an assembly beside each other. A file loaded by its
/// path is the answer to a reference that nothing else could answer, and to no other.
/// </remarks>
public sealed partial class Module
{
    private static readonly string Dependencies = Path.Combine(Folder, "dependencies");

    private static void Subscribe() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    private static void Unsubscribe() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

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
