using System.Xml.Linq;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>The suite in tests/Pester, which specifies what users type and see, in the pinned pwsh.</summary>
/// <remarks>A class for each run, since xunit runs classes side by side.</remarks>
public abstract class PesterTests
{
    /// <param name="pester">The version of Pester.</param>
    /// <param name="engine">The version that PowerShell says it is, by which the module chooses its build.</param>
    /// <param name="name">The name of the file with the results, from which CI counts.</param>
    protected static void Run(string pester, string engine, string name)
    {
        string results = Path.Combine(RepositoryPaths.Root, "TestResults", name + ".xml");
        File.Delete(results);

        PowerShellProcess run = PowerShellProcess.Run(
            RepositoryPaths.Root,
            "-File", Path.Combine(RepositoryPaths.Root, "tests", "L2Loss.Pester.Tests", "Invoke-Suite.ps1"),
            "-Pester", Path.Combine(RepositoryPaths.Metadata("Pester"), pester, "tools", "Pester.psd1"),
            "-Engine", engine,
            "-Results", results);

        // All that Pester said, with what failed and where, when something did.
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        Assert.Contains(XElement.Load(results).Descendants("test-case"), it => it.Attribute("result")?.Value == "Success");
    }
}

public sealed class Pester5Tests : PesterTests
{
    [Fact]
    public void Suite_passes() => Run("5.7.1", "7.6.9", "pester-5-net8.0");
}

public sealed class Pester5StandardTests : PesterTests
{
    [Fact]
    public void Suite_passes() => Run("5.7.1", "7.0", "pester-5-netstandard2.0");
}

public sealed class Pester6Tests : PesterTests
{
    [Fact]
    public void Suite_passes() => Run("6.2.0", "7.6.9", "pester-6-net8.0");
}
