using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.PowerShell;

namespace L2Loss.Host;

/// <summary>One PowerShell session with the module imported: runs one command line and says how it ended.</summary>
internal sealed class Session : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ConsoleHost _host = new();
    private readonly Runspace _runspace;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private Pipeline? _running;
    private int? _stoppedWith;

    public Session()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ExitCode.Terminated));

        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // The one who runs this program asked for the script by name; elsewhere there is no policy.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        // The engine comes without PowerShell's own modules. Import-Csv is the one of their commands that L2Loss is
        // mostly used with.
        if (!state.Commands.Any(command => command.Name == ImportCsvCommand.Name))
        {
            state.Commands.Add(new SessionStateCmdletEntry(ImportCsvCommand.Name, typeof(ImportCsvCommand), null));
        }

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _terminate.Dispose();
        _interrupt.Dispose();
    }

    public int Run(CommandLine line)
    {
        var manifest = ModuleManifest();
        if (!File.Exists(manifest))
        {
            Console.Error.WriteLine($"The module is not built: there is no {manifest}. Build the solution first.");
            return ExitCode.Failure;
        }

        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        _host.UI.UseConsoleStyle();

        if (!Import(manifest))
        {
            return ExitCode.Failure;
        }

        var succeeded = Run(line.Script);
        return _stoppedWith ?? _host.ExitCode ?? (line.IsFile ? AfterFile(succeeded) : AfterCommand(succeeded));
    }

    private bool Import(string manifest)
    {
        using var pipeline = _runspace.CreatePipeline();
        var import = new Command("Import-Module");
        import.Parameters.Add("Name", manifest);
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        pipeline.Commands.Add(import);
        try
        {
            pipeline.Invoke();
            return true;
        }
        catch (RuntimeException e)
        {
            Console.Error.WriteLine($"Cannot import {manifest}: {e.Message}");
            return false;
        }
    }

    private bool Run(string script)
    {
        // Only what goes into the history sets $?, from which the exit code comes.
        using var pipeline = _runspace.CreatePipeline(script, addToHistory: true);
        return Execute(pipeline);
    }

    private static string ModuleManifest()
    {
        return typeof(Session).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(metadata => metadata.Key == "ModuleManifest").Value!;
    }

    /// <summary>As pwsh -Command: fails when the last statement did, terminating or not.</summary>
    private int AfterCommand(bool succeeded)
    {
        return succeeded && LastStatementSucceeded() ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>As pwsh -File: the script's own <c>exit</c>, or a failure when it threw.</summary>
    private int AfterFile(bool succeeded)
    {
        if (!succeeded)
        {
            return ExitCode.Failure;
        }

        if (LastStatementSucceeded())
        {
            return ExitCode.Success;
        }

        // `exit 3` in a script file does not reach the host: the engine takes it as the end of a command that failed, and
        // leaves the code in $LASTEXITCODE.
        return _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code and not 0 ? code : ExitCode.Failure;
    }

    private bool LastStatementSucceeded()
    {
        using var pipeline = _runspace.CreatePipeline("$global:?");
        return pipeline.Invoke() is [var result] && LanguagePrimitives.IsTrue(result);
    }

    /// <summary>Runs a pipeline to the console. False after an error that ended it, which is then on stderr.</summary>
    private bool Execute(Pipeline pipeline)
    {
        // Errors go through the formatter together with the output, so that both appear in order.
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        try
        {
            lock (_lock)
            {
                if (_stoppedWith is not null)
                {
                    return false;
                }

                _running = pipeline;
            }

            pipeline.Invoke();
            return true;
        }
        catch (Exception e) when (e is PipelineStoppedException or InvalidPipelineStateException && _stoppedWith is not null)
        {
            // The second: stopped before it began.
            return false;
        }
        catch (ParseException e)
        {
            // Has no place yet that the formatter could show; the message shows the line itself.
            _host.UI.WriteErrorLine($"ParserError: {e.Message}");
            return false;
        }
        catch (RuntimeException e)
        {
            Report(e.ErrorRecord);
            return false;
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }
        }
    }

    /// <summary>Shows an error that ended a command as one that did not, with the formatter's own view of it.</summary>
    private void Report(ErrorRecord error)
    {
        var writer = new Command("[CmdletBinding()] param($Record) $PSCmdlet.WriteError($Record)", isScript: true, useLocalScope: true);
        writer.Parameters.Add("Record", error);
        writer.Parameters.Add("ErrorAction", ActionPreference.Continue);
        writer.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);

        using var pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(writer);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        try
        {
            pipeline.Invoke();
        }
        catch (RuntimeException)
        {
            // The formatter itself failed: the plain message is better than none.
            _host.UI.WriteErrorLine(error.ToString());
        }
    }

    private void Stop(PosixSignalContext signal, int exitCode)
    {
        lock (_lock)
        {
            if (_stoppedWith is not null)
            {
                // Asked a second time: leave at once, whatever the pipeline is waiting for.
                return;
            }

            signal.Cancel = true;
            _stoppedWith = exitCode;
            _running?.StopAsync();
        }
    }
}
