using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Files;

/// <summary>Takes files from opening to closing: progress, errors, cancellation.</summary>
internal sealed class FileRun
{
    private readonly PSCmdlet _cmdlet;
    private readonly TextOptions _options;

    internal FileRun(PSCmdlet cmdlet, TextOptions options, CancellationToken stop)
    {
        _cmdlet = cmdlet;
        _options = options;
        Stop = stop;
    }

    /// <summary>Ends a run in the middle.</summary>
    internal CancellationToken Stop { get; }

    internal void WriteError(ErrorRecord error) => _cmdlet.WriteError(error);

    /// <summary>What is made of a file; null, after an error, of one that cannot be read to its end.</summary>
    internal T? Use<T>(string path, Func<RecordFile, FileProgress, T?> use)
        where T : class
    {
        using RecordFile? file = Open(path);
        return file is null ? null : Read(file, path, progress => use(file, progress));
    }

    /// <summary>Opens a file; null, after an error, where it cannot be opened.</summary>
    internal RecordFile? Open(string path)
    {
        RecordFile? file = Try(path, () => RecordFiles.Open(path, _options, Stop));
        if (file is not null)
        {
            _cmdlet.WriteVerbose($"{Text.Path(path)}: {file.Description}.");
        }

        return file;
    }

    /// <summary>Reads a file with a display of its progress; null, after an error, where it cannot be read to its end.</summary>
    internal T? Read<T>(RecordFile file, string path, Func<FileProgress, T?> read)
        where T : class
    {
        var progress = new FileProgress(_cmdlet, file, path);
        try
        {
            return Try(path, () => read(progress));
        }
        finally
        {
            progress.Complete();
        }
    }

    private T? Try<T>(string path, Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception failure) when (FileFailure.IsOfFile(failure))
        {
            _cmdlet.WriteError(FileFailure.ToError(path, failure));
            return null;
        }
    }
}
