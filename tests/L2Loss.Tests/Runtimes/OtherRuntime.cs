using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace L2Loss.Tests.Runtimes;

/// <summary>
/// The program of <c>tests/L2Loss.Framework</c> on another runtime: that of a command in the environment, else mono.
/// </summary>
internal static class OtherRuntime
{
    private static readonly string Program = typeof(OtherRuntime).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "FrameworkProgram").Value!;

    /// <summary>What runs the program, as tests/platforms sets it.</summary>
    private static readonly string? Command = Environment.GetEnvironmentVariable("L2LOSS_OTHER_RUNTIME");

    /// <summary>Why a test that needs another runtime is skipped; null where there is one.</summary>
    internal static string? Missing { get; } =
        Command is not null || (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "mono"))) ? null : "mono is not installed.";

    /// <summary>What it prints of the files, and of the lines that it gets.</summary>
    internal static string[] Run(string[] files, string[] lines)
    {
        var start = new ProcessStartInfo(Command ?? "mono", Command is null ? [Program, .. files] : files) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        foreach (string line in lines)
        {
            process.StandardInput.WriteLine(line);
        }

        process.StandardInput.Close();
        return output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>A fact that needs another runtime, and is skipped where there is none.</summary>
internal sealed class RuntimeFactAttribute : FactAttribute
{
    public RuntimeFactAttribute() => Skip = OtherRuntime.Missing;
}

/// <summary>A theory that needs another runtime, and is skipped where there is none.</summary>
internal sealed class RuntimeTheoryAttribute : TheoryAttribute
{
    public RuntimeTheoryAttribute() => Skip = OtherRuntime.Missing;
}
