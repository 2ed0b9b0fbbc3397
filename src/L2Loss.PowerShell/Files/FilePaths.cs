using L2Loss.PowerShell.Advice;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Turns the paths that a user gives into paths of the file system; what is not there is an error for itself.</summary>
internal sealed class FilePaths
{
    private readonly CommandOutput _output;

    internal FilePaths(CommandOutput output) => _output = output;

    /// <summary>The files that a path with wildcards means, in the order of the provider.</summary>
    internal IReadOnlyList<string> Matching(string path)
    {
        FileSystemPath found = FileSystemPath.Matching(_output.Cmdlet, path);
        if (found.Files.Count == 0)
        {
            Refuse(path, found);
        }

        return found.Files;
    }

    /// <summary>The file that a path means as it stands; null where it can be none.</summary>
    internal string? Literal(string path)
    {
        FileSystemPath found = FileSystemPath.Literal(_output.Cmdlet, path);
        if (found.File is null)
        {
            Refuse(path, found);
        }

        return found.File;
    }

    /// <summary>True for a file that is there.</summary>
    internal bool Exists(string path) => File.Exists(FileSystemPath.Literal(_output.Cmdlet, path).File);

    private void Refuse(string path, FileSystemPath found) =>
        _output.Error(found.Provider is string provider
            ? Errors.NotAFilePath(path, provider)
            : Errors.FileNotFound(path, found.Failure, PathAdvice.Find(_output.Call, path, Exists)));
}
