using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace L2Loss.Engine;

/// <summary>
/// Runs a script file in a new process with a bare engine: each line of output goes to stdout, each error to stderr.
/// </summary>
/// <remarks>
/// What a process has loaded once stays in it, so that tests of loading need one of their own, in which L2Loss comes when
/// the script says so.
/// </remarks>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(File.ReadAllText(arguments[0]));
        foreach (string argument in arguments[1..])
        {
            shell.AddArgument(argument);
        }

        try
        {
            foreach (PSObject output in shell.Invoke())
            {
                Console.Out.WriteLine(output);
            }
        }
        catch (RuntimeException exception)
        {
            Console.Error.WriteLine(exception.ErrorRecord.Exception);
            return 1;
        }

        foreach (ErrorRecord error in shell.Streams.Error)
        {
            Console.Error.WriteLine(error.Exception);
        }

        return shell.HadErrors ? 1 : 0;
    }
}
