using Xunit;

namespace L2Loss.PowerShell.Tests.Packaging;

/// <summary>
/// Which build the module takes: each time in a new process, whose engine says that it is another version.
/// </summary>
public sealed class BuildChoiceTests
{
    [Theory]
    [InlineData("[version]'5.1.26100.2161'", "netstandard2.0")]
    [InlineData("[semver]'7.0.13'", "netstandard2.0")]
    [InlineData("[semver]'7.3.12'", "netstandard2.0")]
    [InlineData("[semver]'7.4.0'", "net8.0")]
    [InlineData("[semver]'7.6.9'", "net8.0")]
    [InlineData("[semver]'10.0.0'", "net8.0")]
    public void Build_is_the_one_for_the_version_of_the_engine(string version, string build)
    {
        string[] lines = PowerShellProcess.Lines(
            $$"""
            param($manifest)
            $PSVersionTable.PSVersion = {{version}}
            Import-Module $manifest
            [IO.Directory]::GetParent((Get-Command Measure-L2Loss).ImplementingType.Assembly.Location).Name
            "$((@{ Actual = '0.3'; Predicted = '0.1' } | Measure-L2Loss -SummaryOnly).Mse)"
            (Get-Command -Module L2Loss).Count
            """,
            RepositoryPaths.ModuleManifest);

        Assert.Equal([build, "0.04", "7"], lines);
    }

    [Theory]
    [InlineData("[version]'5.1.26100.2161'")]
    [InlineData("[semver]'7.6.9'")]
    public void Build_may_be_imported_again_and_again(string version)
    {
        string[] lines = PowerShellProcess.Lines(
            $$"""
            param($manifest)
            $PSVersionTable.PSVersion = {{version}}
            foreach ($i in 1..3) {
                Import-Module $manifest -Force
                "$((Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly).Mse)"
                Remove-Module L2Loss
                @(Get-Module L2Loss).Count
            }
            """,
            RepositoryPaths.ModuleManifest);

        Assert.Equal(["2.25", "0", "2.25", "0", "2.25", "0"], lines);
    }
}
