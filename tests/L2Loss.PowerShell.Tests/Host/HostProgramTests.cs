using System.Diagnostics;
using Xunit;

namespace L2Loss.PowerShell.Tests.Host;

/// <summary>The host program from outside: what it prints where, and how it ends.</summary>
public class HostProgramTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Fact]
    public void House_prices_give_the_three_losses_in_order()
    {
        var run = HostRun.Of(RepositoryPaths.Root, "Import-Csv samples/prices.csv | Measure-L2Loss");

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\e', run.Output);

        // Whole words: 25000000 is also within 225000000.
        var words = run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["400000000", "225000000", "25000000"],
            words.Where(word => word is "400000000" or "225000000" or "25000000").Take(3));
    }

    [Fact]
    public void Output_goes_to_stdout_and_all_else_to_stderr_without_colour()
    {
        var run = HostRun.Of(
            folder.Path,
            """
            function speak {
                [CmdletBinding()] param()
                $PSCmdlet.WriteVerbose('heard')
                $PSCmdlet.WriteWarning('careful')
                $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('went wrong'), 'Id', 'NotSpecified', $null))
            }
            $PWD.Path
            Get-Help Measure-L2Loss | Out-Default
            [pscustomobject]@{ Long = 'x' * 110; Short = 1 }
            "`e[31mred`e[0m"
            speak -Verbose
            $host.UI.PromptForChoice('Title', 'Really?', @(), 0)
            'last'
            """);

        Assert.Equal(
            ["VERBOSE: heard", "WARNING: careful", "speak:"],
            run.Errors.Split('\n').Take(3).Select(line => line.StartsWith("speak:", StringComparison.Ordinal) ? "speak:" : line.TrimEnd()));
        Assert.Contains("went wrong", run.Errors, StringComparison.Ordinal);
        Assert.Contains("asks no questions", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Errors + run.Output);

        var lines = run.OutputLines;
        Assert.Contains(lines, line => Path.GetFileName(line) == Path.GetFileName(folder.Path));
        Assert.Contains(lines, line => line == new string('x', 110) + "     1");
        Assert.Contains("red", lines);
        Assert.Contains("SYNTAX", lines);
        Assert.Equal("last", lines[^1]);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("exit 7", 7, "")]
    [InlineData("throw 'boom'", 1, "Exception: boom")]
    [InlineData("1 +", 1, "ParserError: ")]
    [InlineData("'a'; Import-Csv missing.csv", 1, "Import-Csv: Could not find file")]
    public void Exit_codes_are_those_of_pwsh(string command, int exitCode, string error)
    {
        var run = HostRun.Of(folder.Path, "-Command", command);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith(error, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_files_get_their_arguments_and_give_their_exit_code()
    {
        folder.Write(
            "it's.ps1",
            """
            param($First, [switch]$On, [switch]$Off = $true, [int]$Number)
            "$First $On $Off $Number $args"
            [IO.Path]::GetFileName($PSCommandPath)
            exit $Number
            'not reached'
            """);

        var run = HostRun.Of(folder.Path, "-File", "it's.ps1", "$PWD 'quoted'", "-On", "-Off:$false", "-Number", "5", "more");

        Assert.Equal("", run.Errors);
        Assert.Equal(["$PWD 'quoted' True False 5 more", "it's.ps1"], run.OutputLines);
        Assert.Equal(5, run.ExitCode);
    }

    [Fact]
    public void Interrupt_ends_an_endless_pipeline_at_once()
    {
        if (OperatingSystem.IsWindows())
        {
            // There is no way to send Ctrl+C to one other process.
            return;
        }

        using var host = HostRun.Start(folder.Path, "'started'; 1..1000000000 | ForEach-Object { $_ } | Out-Null; 'never'");
        Assert.Equal("started", host.StandardOutput.ReadLine());

        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", host.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        var run = HostRun.Finish(host);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void No_command_is_an_error_that_shows_how_to_give_one()
    {
        var run = HostRun.Of(folder.Path);

        Assert.Equal(64, run.ExitCode);
        Assert.Contains("There is no command to run.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("-File <script.ps1>", run.Errors, StringComparison.Ordinal);
    }
}
