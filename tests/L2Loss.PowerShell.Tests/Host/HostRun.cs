using System.Diagnostics;

namespace L2Loss.PowerShell.Tests.Host;

/// <summary>One run of the built host program, as a user would start it.</summary>
internal sealed record HostRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // .../bin/<configuration>/<framework>/: the host is built in the same configuration as the tests.
    private static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public string[] OutputLines =>
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static HostRun Of(string directory, params string[] arguments)
    {
        using var process = Start(directory, arguments);
        return Finish(process);
    }

    public static Process Start(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // A test run in the background inherits an ignored SIGINT, which the host would then have to ignore as well.
        if (OperatingSystem.IsLinux())
        {
            start.FileName = "env";
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add("dotnet");
        }
        else
        {
            start.FileName = "dotnet";
        }

        start.ArgumentList.Add(Path.Combine(RepositoryPaths.Root, "src", "L2Loss.Host", "bin", Configuration, "net10.0", "L2Loss.Host.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static HostRun Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The host did not end.");
        }

        return new HostRun(process.ExitCode, output.Result, errors.Result);
    }
}
