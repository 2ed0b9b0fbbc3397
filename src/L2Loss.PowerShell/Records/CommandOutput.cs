using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using L2Loss.PowerShell.Advice;

namespace L2Loss.PowerShell.Records;

/// <summary>All that a cmdlet writes goes through here, and so does the question whether it is being stopped.</summary>
internal sealed class CommandOutput
{
    private readonly PSCmdlet _cmdlet;

    internal CommandOutput(PSCmdlet cmdlet, CancellationToken stop)
    {
        _cmdlet = cmdlet;
        Stop = stop;
    }

    /// <summary>Is cancelled when the pipeline is being stopped.</summary>
    internal CancellationToken Stop { get; }

    /// <summary>The name of the command, for the lines that messages show.</summary>
    internal string Command => _cmdlet.MyInvocation.MyCommand.Name;

    /// <summary>The same with the columns that were named.</summary>
    internal CommandLine Call => new(_cmdlet.MyInvocation);

    /// <summary>The cmdlet itself, for what asks the session.</summary>
    internal PSCmdlet Cmdlet => _cmdlet;

    internal void Write(object value) => _cmdlet.WriteObject(value);

    internal void Error(ErrorRecord error) => _cmdlet.WriteError(error);

    internal void Warning(string message) => _cmdlet.WriteWarning(message);

    internal void Verbose(string message) => _cmdlet.WriteVerbose(message);

    internal void Progress(ProgressRecord progress) => _cmdlet.WriteProgress(progress);

    /// <summary>Ends the command with an error.</summary>
    [DoesNotReturn]
    internal void Throw(ErrorRecord error)
    {
        _cmdlet.ThrowTerminatingError(error);
        throw new InvalidOperationException();
    }

    /// <summary>Ends the command where the pipeline is being stopped; long work that writes nothing asks now and then.</summary>
    internal void ThrowIfStopped()
    {
        if (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
