using System.Diagnostics;
using System.Globalization;
using L2Loss.PowerShell.Tests;

namespace L2Loss.Fuzz;

/// <summary>
/// Cmdlets that are stopped at a random moment, in the real PowerShell: they end, leave nothing half done, and the session
/// goes on.
/// </summary>
internal static class CommandCheck
{
    private static readonly Lazy<Process> Session = new(Start);

    internal static void Run(Random random)
    {
        Process process = Session.Value;
        process.StandardInput.WriteLine(random.Next().ToString(CultureInfo.InvariantCulture));
        string? answer = process.StandardOutput.ReadLine();
        if (answer != "ok")
        {
            throw new InvalidOperationException(answer ?? $"pwsh ended with {process.ExitCode}");
        }
    }

    private static Process Start()
    {
        string folder = Directory.CreateTempSubdirectory("l2loss-stops-").FullName;
        string script = Path.Combine(RepositoryPaths.Root, "tests", "L2Loss.Fuzz", "Stops.ps1");
        var start = new ProcessStartInfo(
            "dotnet",
            [RepositoryPaths.PowerShell, "-NoProfile", "-NonInteractive", "-File", script, RepositoryPaths.ModuleManifest, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        Process process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Directory.Delete(folder, recursive: true);
        };
        return process;
    }
}
