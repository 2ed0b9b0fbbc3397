using System.Diagnostics;

namespace L2Loss.PowerShell.Tests.Packaging;

/// <summary>Scripts in processes of their own, which know nothing of L2Loss before the script imports it.</summary>
internal static class FreshEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // .../bin/<configuration>/<framework>/: the program is built in the same configuration as the tests.
    private static readonly string Program = Path.Combine(
        RepositoryPaths.Root, "tests", "L2Loss.Engine", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        "net10.0", "L2Loss.Engine.dll");

    /// <summary>Runs a script and gives its lines of output; an error of the script is an error of the test.</summary>
    internal static string[] Run(string script, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("script.ps1", script);
        var start = new ProcessStartInfo("dotnet", [Program, file, .. arguments])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The script did not end.");
        }

        return process.ExitCode == 0 && errors.Result.Length == 0
            ? output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"Exit code {process.ExitCode}: {errors.Result}");
    }
}
