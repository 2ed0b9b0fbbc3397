using System.Collections.ObjectModel;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace L2Loss.PowerShell.Files;

/// <summary>What a path of the session is in the file system.</summary>
/// <param name="Files">The paths of the file system; none where it has none.</param>
/// <param name="Provider">The provider that it belongs to instead; otherwise null.</param>
/// <param name="Failure">Why it is nothing at all; otherwise null.</param>
internal sealed record FileSystemPath(IReadOnlyList<string> Files, string? Provider, Exception? Failure)
{
    /// <summary>The first of the paths; null where there is none.</summary>
    internal string? File => Files.Count == 0 ? null : Files[0];

    /// <summary>All that a path with wildcards means, in the order of the provider.</summary>
    internal static FileSystemPath Matching(PSCmdlet cmdlet, string path) => Of(() =>
    {
        Collection<string> files = cmdlet.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
        return (files, provider);
    });

    /// <summary>What a path means as it stands, whether it is there or not.</summary>
    internal static FileSystemPath Literal(PSCmdlet cmdlet, string path) => Of(() =>
    {
        string file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return ([file], provider);
    });

    private static FileSystemPath Of(Func<(IReadOnlyList<string>, ProviderInfo)> resolve)
    {
        try
        {
            (IReadOnlyList<string> files, ProviderInfo provider) = resolve();
            return provider.ImplementingType == typeof(FileSystemProvider)
                ? new FileSystemPath(files, null, null)
                : new FileSystemPath([], provider.Name, null);
        }
        catch (Exception failure) when (failure is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException or PSInvalidOperationException or PSArgumentException or NotSupportedException)
        {
            return new FileSystemPath([], null, failure);
        }
    }
}
