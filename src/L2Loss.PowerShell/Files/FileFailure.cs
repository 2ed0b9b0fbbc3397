using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Advice;

namespace L2Loss.PowerShell.Files;

/// <summary>What can go wrong with a file, and the error for it.</summary>
internal static class FileFailure
{
    /// <summary>True for a failure that ends one file only.</summary>
    internal static bool IsOfFile(Exception failure) =>
        failure is MalformedFileException or IOException or UnauthorizedAccessException
            or System.Security.SecurityException or NotSupportedException;

    /// <summary>The error that names the file and what is wrong with it.</summary>
    /// <param name="call">The command as it was called.</param>
    /// <param name="path">The file.</param>
    /// <param name="failure">What went wrong.</param>
    internal static ErrorRecord ToError(CommandLine call, string path, Exception failure) => failure switch
    {
        MalformedFileException => Errors.MalformedFile(path, failure, FileAdvice.OnKind(call, path)),
        IOException when Directory.Exists(path) => Errors.Folder(path, failure, FileAdvice.OnFolder(call, path)),
        FileNotFoundException or DirectoryNotFoundException => Errors.FileNotFound(path, failure),
        _ => Errors.FileUnreadable(path, failure),
    };
}
