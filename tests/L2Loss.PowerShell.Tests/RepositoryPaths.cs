using System.Reflection;

namespace L2Loss.PowerShell.Tests;

/// <summary>Where the build put things.</summary>
internal static class RepositoryPaths
{
    internal static string Root { get; } = Metadata("RepositoryRoot");

    internal static string ModuleManifest { get; } = Metadata("ModuleManifest");

    /// <summary>The pinned pwsh, to be started by dotnet.</summary>
    internal static string PowerShell => Metadata("PowerShell");

    /// <summary>System.Numerics.Tensors, newer than the one that the module ships.</summary>
    internal static string NewerTensors => Metadata("NewerTensors");

    internal static string Metadata(string key) =>
        typeof(RepositoryPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == key).Value!;
}
