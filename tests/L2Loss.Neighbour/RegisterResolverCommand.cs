using System.Management.Automation;
using System.Runtime.Loader;

namespace L2Loss.Neighbour;

/// <summary>Offers the assemblies of this module for every request of their name, in whatever version.</summary>
[Cmdlet(VerbsLifecycle.Register, "Resolver")]
public sealed class RegisterResolverCommand : PSCmdlet
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(RegisterResolverCommand).Assembly.Location)!;

    protected override void EndProcessing() => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        string path = Path.Combine(Folder, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    };
}
