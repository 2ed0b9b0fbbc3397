using System.Management.Automation;
using L2Loss.Files;

namespace L2Loss.PowerShell.Files;

/// <summary>Takes a file from opening to closing: progress, errors, cancellation.</summary>
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

    /// <summary>What is made of a file; nothing, after an error, of one that cannot be read to its end.</summary>
    internal IReadOnlyList<T> Use<T>(string path, Func<RecordFile, FileProgress, IReadOnlyList<T>> use)
    {
        try
        {
            using RecordFile file = RecordFiles.Open(path, _options, Stop);
            var progress = new FileProgress(_cmdlet, file, path);
            try
            {
                IReadOnlyList<T> results = use(file, progress);
                if (file.LongRecords.Count > 0)
                {
                    _cmdlet.WriteWarning(Errors.LongRecords(path, file.LongRecords.Count, file.LongRecords.FirstLine));
                }

                return results;
            }
            finally
            {
                progress.Complete();
            }
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception failure) when (FileFailure.IsOfFile(failure))
        {
            _cmdlet.WriteError(FileFailure.ToError(path, failure));
            return [];
        }
    }
}
