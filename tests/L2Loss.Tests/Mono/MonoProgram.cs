using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace L2Loss.Tests.Mono;

/// <summary>The program of <c>tests/L2Loss.Framework</c>, run by mono.</summary>
internal static class MonoProgram
{
    private static readonly string Program = typeof(MonoProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "FrameworkProgram").Value!;

    /// <summary>Why a test that needs mono is skipped; null where mono is installed.</summary>
    internal static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "mono"))) ? null : "mono is not installed.";

    /// <summary>What it prints of the files, and of the lines that it gets.</summary>
    internal static string[] Run(string[] files, string[] lines)
    {
        var start = new ProcessStartInfo("mono", [Program, .. files]) { RedirectStandardInput = true, RedirectStandardOutput = true };
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

/// <summary>A fact that needs mono, and is skipped where it is not installed.</summary>
internal sealed class MonoFactAttribute : FactAttribute
{
    public MonoFactAttribute() => Skip = MonoProgram.Missing;
}

/// <summary>A theory that needs mono, and is skipped where it is not installed.</summary>
internal sealed class MonoTheoryAttribute : TheoryAttribute
{
    public MonoTheoryAttribute() => Skip = MonoProgram.Missing;
}
