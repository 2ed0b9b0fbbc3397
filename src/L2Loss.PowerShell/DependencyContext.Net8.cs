using System.Reflection;
using System.Runtime.Loader;

namespace L2Loss.PowerShell;

/// <summary>
/// Holds what lies in the module's <c>dependencies</c> folder: assemblies in it see each other in the versions shipped,
/// whatever another module has loaded, and nothing outside sees them.
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private readonly string _folder;

    internal DependencyContext(string folder)
        : base("L2Loss dependencies") => _folder = folder;

    /// <summary>The assembly where the folder has exactly this one, else null.</summary>
    internal Assembly? Find(AssemblyName name) =>
        PathOf(name) is { } path && AssemblyName.GetAssemblyName(path).FullName == name.FullName
            ? LoadFromAssemblyPath(path)
            : null;

    /// <summary>Asked by our own assemblies, before the default context is.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        PathOf(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    private string? PathOf(AssemblyName name)
    {
        string path = Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }
}
