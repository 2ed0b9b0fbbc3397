using System.Reflection;
using System.Runtime.Versioning;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Importing the module, again and again.</summary>
public sealed class ImportTests
{
    private const string Measure = "; (Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly).Mse";

    [Theory]
    [InlineData("Import-Module $manifest -Force")]
    [InlineData("Import-Module $manifest")]
    [InlineData("Remove-Module L2Loss; Import-Module $manifest")]
    [InlineData("1..3 | ForEach-Object { Import-Module $manifest -Force }")]
    [InlineData("1..3 | ForEach-Object { Remove-Module L2Loss; Import-Module $manifest }")]
    public void Module_works_after(string script)
    {
        using var session = new Session();
        session.Set("manifest", RepositoryPaths.ModuleManifest);

        Result result = session.Run(script + Measure);

        Assert.Empty(result.Errors);
        Assert.Equal(2.25, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Build_is_the_one_that_these_tests_are_for()
    {
#if STANDARD_BUILD
        const string Expected = ".NETStandard,Version=v2.0";
#else
        const string Expected = ".NETCoreApp,Version=v8.0";
#endif

        Result result = Session.RunOnce("""
            (Get-Command Measure-L2Loss).ImplementingType.Assembly
            [L2Loss.L2LossSummary].Assembly
            """);

        Assert.All(result.Output, assembly => Assert.Equal(
            Expected, ((Assembly)assembly.BaseObject).GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName));
    }

    [Fact]
    public void Removed_module_leaves_no_command()
    {
        using var session = new Session();

        Result result = session.Run("Remove-Module L2Loss; Get-Command Measure-L2Loss -ErrorAction Ignore");

        Assert.Empty(result.Output);
    }

    [Fact]
    public void Module_exports_what_the_manifest_lists()
    {
        Result result = Session.RunOnce("""
            $module = Get-Module L2Loss
            $module.ExportedCommands.Keys
            $module.ExportedAliases.Count + $module.ExportedVariables.Count + $module.ExportedFunctions.Count
            """);

        Assert.Contains("Measure-L2Loss", result.Output.Select(output => output.ToString()));
        Assert.Equal(0, result.Output[^1].BaseObject);
    }

    [Fact]
    public void Manifest_is_valid()
    {
        using var session = new Session();
        session.Set("manifest", RepositoryPaths.ModuleManifest);

        Result result = session.Run("Test-ModuleManifest $manifest");

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task Two_runspaces_measure_at_once()
    {
        using var first = new Session();
        using var second = new Session();
        const string Script = """
            1..5000 | ForEach-Object { [pscustomobject]@{ Actual = $_; Predicted = $_ + 2 } } | Measure-L2Loss -SummaryOnly
            """;

        Result[] results = await Task.WhenAll(
            Task.Run(() => first.Run(Script)), Task.Run(() => second.Run(Script)));

        Assert.All(results, result => Assert.Equal((5000L, 4.0), (
            result.Summary.Whole("Count"), result.Summary.Number("Mse"))));
    }

    [Fact]
    public void Module_removed_from_one_runspace_stays_in_the_other()
    {
        using var first = new Session();
        using var second = new Session();

        first.Run("Remove-Module L2Loss");
        Result result = second.Run(Measure.TrimStart(';'));

        Assert.Equal(2.25, Assert.Single(result.Output).BaseObject);
    }
}
