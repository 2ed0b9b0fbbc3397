using System.Collections.ObjectModel;
using System.Management.Automation;
using L2Loss.PowerShell.Records;
using Microsoft.PowerShell.Commands;

namespace L2Loss.PowerShell.Files;

/// <summary>Turns the paths that a user gives into paths of the file system; what is not there is an error for itself.</summary>
internal sealed class FilePaths
{
    private readonly CommandOutput _output;

    internal FilePaths(CommandOutput output) => _output = output;

    /// <summary>The files that a path with wildcards means, in the order of the provider.</summary>
    internal IReadOnlyList<string> Matching(string path)
    {
        Collection<string> files;
        ProviderInfo provider;
        try
        {
            files = _output.Cmdlet.GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (Exception failure) when (IsUnknown(failure))
        {
            _output.Error(Errors.FileNotFound(path, failure, Cure(path)));
            return [];
        }

        if (files.Count == 0)
        {
            _output.Error(Errors.FileNotFound(path, null, Cure(path)));
        }

        return IsFileSystem(path, provider) ? files : [];
    }

    /// <summary>The file that a path means as it stands; null where it can be none.</summary>
    internal string? Literal(string path)
    {
        try
        {
            string file = _output.Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(
                path, out ProviderInfo provider, out _);
            return IsFileSystem(path, provider) ? file : null;
        }
        catch (Exception failure) when (IsUnknown(failure))
        {
            _output.Error(Errors.FileNotFound(path, failure, Cure(path)));
            return null;
        }
    }

    /// <summary>What to do about a path under which nothing is found; null where nothing is known to help.</summary>
    private string? Cure(string path)
    {
        if (Uri.TryCreate(path, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            string name = System.IO.Path.GetFileName(address.AbsolutePath) is { Length: > 0 } last ? last : "data.csv";
            return $"Invoke-WebRequest {Text.PathArgument(path, "$address")} -OutFile {Text.PathArgument(name, "data.csv")}; "
                + $"Measure-L2Loss -Path {Text.PathArgument(name, "data.csv")}";
        }

        try
        {
            return WildcardPattern.ContainsWildcardCharacters(path)
                && File.Exists(_output.Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path))
                ? $"its name has wildcards: Measure-L2Loss {Text.PathParameter(path)}"
                : null;
        }
        catch (Exception failure) when (IsUnknown(failure))
        {
            return null;
        }
    }

    /// <summary>True for a file that is there.</summary>
    internal bool Exists(string path)
    {
        try
        {
            string file = _output.Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.ImplementingType == typeof(FileSystemProvider) && File.Exists(file);
        }
        catch (Exception failure) when (IsUnknown(failure))
        {
            return false;
        }
    }

    private bool IsFileSystem(string path, ProviderInfo provider)
    {
        if (provider.ImplementingType == typeof(FileSystemProvider))
        {
            return true;
        }

        _output.Error(Errors.NotAFilePath(path, provider.Name));
        return false;
    }

    private static bool IsUnknown(Exception failure) =>
        failure is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException or PSInvalidOperationException or PSArgumentException or NotSupportedException;
}
