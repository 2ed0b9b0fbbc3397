using System.Diagnostics;

namespace L2Loss.PowerShell.Tests;

/// <summary>One run of the pinned pwsh, or of another program, in a process of its own.</summary>
internal sealed record PowerShellProcess(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The lines of output that are not blank, without blanks at their ends.</summary>
    internal string[] OutputLines =>
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs a script and gives its lines of output; an error of the script is an error of the test.</summary>
    internal static string[] Lines(string script, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("script.ps1", script);
        PowerShellProcess run = Run(folder.FullName, ["-File", file, .. arguments]);
        return run.ExitCode == 0 && run.Errors.Length == 0
            ? run.OutputLines
            : throw new InvalidOperationException($"Exit code {run.ExitCode}: {run.Errors}");
    }

    /// <summary>Runs pwsh in a folder, without a profile and without colours.</summary>
    internal static PowerShellProcess Run(string folder, params string[] arguments) =>
        RunProgram(RepositoryPaths.PowerShell, folder, ["-NoProfile", "-NonInteractive", .. arguments]);

    /// <summary>Runs a program of .NET in a folder.</summary>
    internal static PowerShellProcess RunProgram(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "false";

        // Processes that end soon are not worth optimizing.
        start.Environment["DOTNET_TieredPGO"] = "0";

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }

        return new PowerShellProcess(process.ExitCode, output.Result, errors.Result);
    }
}
