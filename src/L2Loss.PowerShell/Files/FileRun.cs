using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Advice;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Files;

/// <summary>Takes files from opening to closing: progress, errors, cancellation.</summary>
internal sealed class FileRun
{
    private readonly CommandOutput _output;
    private readonly TextOptions _options;

    internal FileRun(CommandOutput output, TextOptions options)
    {
        _output = output;
        _options = options;
    }

    /// <summary>Opens a file; null, after an error, where it cannot be opened.</summary>
    internal RecordFile? Open(string path)
    {
        RecordFile? file = OpenAgain(path);
        try
        {
            if (file is not null)
            {
                _output.Verbose($"{Text.Path(path)}: {file.Description}.");
            }

            return file;
        }
        catch (PipelineStoppedException)
        {
            // A pipeline that is being stopped takes no message.
            file!.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file whose description has been said; null, after an error, where it cannot be opened.</summary>
    internal RecordFile? OpenAgain(string path) => Try(path, () => RecordFiles.Open(path, _options, _output.Stop));

    /// <summary>Reads a file with a display of its progress; null, after an error, where it cannot be read to its end.</summary>
    internal T? Read<T>(RecordFile file, string path, RecordRun run, Func<FileProgress, T?> read)
        where T : class
    {
        // A host repaints its progress bar for every item that is written.
        var progress = new FileProgress(_output, file, path, isShown: !run.Items.IsAsked);
        try
        {
            return Try(path, () => read(progress));
        }
        finally
        {
            progress.Complete();
        }
    }

    /// <summary>True for a failure that ends one file only.</summary>
    internal static bool IsOfFile(Exception failure) =>
        failure is MalformedFileException or IOException or UnauthorizedAccessException
            or System.Security.SecurityException or NotSupportedException;

    /// <summary>The error that names the file and what is wrong with it.</summary>
    private ErrorRecord ToError(string path, Exception failure) => failure switch
    {
        MalformedFileException => Errors.MalformedFile(path, failure, FileAdvice.OnKind(_output.Call, path)),
        IOException when Directory.Exists(path) => Errors.Folder(path, failure, FileAdvice.OnFolder(_output.Call, path)),
        FileNotFoundException or DirectoryNotFoundException => Errors.FileNotFound(path, failure),
        _ => Errors.FileUnreadable(path, failure),
    };

    private T? Try<T>(string path, Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            _output.ThrowIfStopped();
            throw;
        }
        catch (Exception failure) when (IsOfFile(failure))
        {
            _output.Error(ToError(path, failure));
            return null;
        }
    }
}
