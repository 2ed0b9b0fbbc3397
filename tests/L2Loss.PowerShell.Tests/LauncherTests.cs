using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>tools/L2Loss.Host: the pinned pwsh with the module on its path, as one starts it without PowerShell.</summary>
public sealed class LauncherTests
{
    // .../bin/<configuration>/<framework>/: the launcher is built in the same configuration as the tests.
    private static readonly string Launcher = Path.Combine(
        RepositoryPaths.Root, "tools", "L2Loss.Host", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        "net10.0", "L2Loss.Host.dll");

    [Fact]
    public void Plain_argument_is_a_command_line_that_finds_the_module_by_name()
    {
        PowerShellProcess run = PowerShellProcess.RunProgram(
            Launcher, RepositoryPaths.Root, "(Import-Csv samples/prices.csv | Measure-L2Loss).L2Loss; (Get-Module L2Loss).Path");

        Assert.Equal("", run.Errors);
        Assert.Equal(["400000000", "225000000", "25000000", Path.ChangeExtension(RepositoryPaths.ModuleManifest, "psm1")], run.OutputLines);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Script_file_gets_its_arguments_and_gives_its_exit_code()
    {
        using var folder = new TemporaryFolder();
        folder.Write("it's.ps1", """
            param($First, [switch]$On, [int]$Number)
            "$First $On $Number $args"
            exit $Number
            """);

        PowerShellProcess run = PowerShellProcess.RunProgram(
            Launcher, folder.FullName, "-NoProfile", "-File", "it's.ps1", "$PWD 'quoted'", "-On", "-Number", "5", "more");

        Assert.Equal(["$PWD 'quoted' True 5 more"], run.OutputLines);
        Assert.Equal(5, run.ExitCode);
    }

    [Theory]
    [InlineData("exit 7", 7, "")]
    [InlineData("throw 'boom'", 1, "boom")]
    [InlineData("1 +", 1, "")]
    public void Exit_codes_are_those_of_pwsh(string command, int exitCode, string error)
    {
        PowerShellProcess run = PowerShellProcess.RunProgram(Launcher, RepositoryPaths.Root, "-Command", command);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(error, run.Errors, StringComparison.Ordinal);
    }
}
