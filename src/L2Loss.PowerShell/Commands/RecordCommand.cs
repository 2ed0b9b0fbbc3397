using System.Collections;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Files;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>What the cmdlets that read records and files have in common: where input goes, and how they stop.</summary>
public abstract class RecordCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private bool _hasRecords;
    private bool _hasFiles;

    private protected RecordCommand()
    {
    }

    /// <summary>True where records gave something to finish, and also where nothing came at all.</summary>
    private protected bool HasRecordsToFinish => _hasRecords || !_hasFiles;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Takes one record.</summary>
    private protected abstract void TakeRecord(PSObject? record);

    /// <summary>Takes one file.</summary>
    private protected abstract void TakeFile(FileRun run, string path);

    /// <summary>How the files of this run are written.</summary>
    private protected abstract TextOptions FileText { get; }

    /// <summary>A file in the pipeline is taken as a file, everything else as a record.</summary>
    private protected void TakeInput(PSObject? input)
    {
        if (input?.BaseObject is FileSystemInfo file)
        {
            TakeFiles([file.FullName]);
        }
        else
        {
            _hasRecords = true;
            TakeRecord(input);
        }
    }

    /// <summary>
    /// From the pipeline a record comes as it is, or a whole list of them as one object: so ConvertFrom-Json of Windows
    /// PowerShell writes it. Script blocks may mean the list itself; a property by name it cannot have.
    /// </summary>
    private protected void TakePiped(PSObject? input, RecordPlan plan)
    {
        if (input?.BaseObject is IList && plan.HasProperty)
        {
            TakeGiven(input);
        }
        else
        {
            TakeInput(input);
        }
    }

    /// <summary>Given by name it may be a whole list of records.</summary>
    private protected void TakeGiven(PSObject? given)
    {
        foreach (PSObject? input in GivenRecords.Of(given))
        {
            if (_stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            TakeInput(input);
        }
    }

    /// <summary>Takes the files that paths with wildcards mean.</summary>
    private protected void TakeMatching(string[] paths)
    {
        var files = new FilePaths(this);
        TakeFiles(paths.SelectMany(files.Matching));
    }

    /// <summary>Takes the files that paths mean as they stand.</summary>
    private protected void TakeLiteral(string[] paths)
    {
        var files = new FilePaths(this);
        TakeFiles(paths.Select(files.Literal).OfType<string>());
    }

    /// <summary>Says that this run reads files, and what they share.</summary>
    private protected FileRun StartFiles()
    {
        _hasFiles = true;
        return new FileRun(this, FileText, _stop.Token);
    }

    /// <summary>The source that a parameter names; otherwise the command ends.</summary>
    private protected ValueSource SourceOf(string parameter, object value)
    {
        ValueSource? source = ValueSource.From(value);
        if (source is null)
        {
            ThrowTerminatingError(Errors.NumbersAsProperty(MyInvocation.MyCommand.Name, parameter, value));
        }

        return source!;
    }

    private void TakeFiles(IEnumerable<string> paths)
    {
        FileRun run = StartFiles();
        foreach (string path in paths)
        {
            TakeFile(run, path);
        }
    }
}
