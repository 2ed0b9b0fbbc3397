using System.Reflection;
using Xunit;

namespace L2Loss.PowerShell.Tests.Packaging;

/// <summary>L2Loss beside modules that bring its third-party assemblies in other versions; each in a new process.</summary>
public sealed class OtherModuleTests
{
    /// <summary>Functions for the scripts: where things lie, and measurements by every way into the module.</summary>
    private const string Prelude = """
        param($manifest, $neighbour, $samples, $others)
        function Load([string] $path) { [Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($path) }
        function Score {
            "$((Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly).Mse)"
            "$((Measure-L2Loss -Actual ([float[]](1..1000)) -Predicted ([float[]](2..1001)) -SummaryOnly).Mse)"
            "$((1..1000 | Measure-L2Loss { $_ } { "$_.5" } -SummaryOnly).Mse)"
            foreach ($file in [IO.Directory]::GetFiles($samples, '*.parquet')) {
                "$((Measure-L2Loss whole whole -Path $file -SummaryOnly).Count)"
            }
        }

        """;

    private static readonly string Neighbour = Path.Combine(
        RepositoryPaths.Root, "tests", "L2Loss.Neighbour", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        "net8.0", "L2Loss.Neighbour.dll");

    // Files that take all that is shipped to read.
    private static readonly string Samples = Path.Combine(
        RepositoryPaths.Root, "tests", "L2Loss.Files.Tests", "Parquet", "Data");

    private static string[] Score =>
        ["2.25", "1", "0.25", .. Directory.GetFiles(Samples, "*.parquet").Select(_ => "20")];

    private static string ModuleFolder => Path.Combine(Path.GetDirectoryName(RepositoryPaths.ModuleManifest)!, "net8.0");

    private static AssemblyName[] Dependencies =>
        [.. Directory.GetFiles(Path.Combine(ModuleFolder, "dependencies")).Select(AssemblyName.GetAssemblyName)];

    [Theory]
    [InlineData("Import-Module $neighbour; Measure-Norm 3, 4; Import-Module $manifest; Score; Measure-Norm 3, 4")]
    [InlineData("Import-Module $neighbour, $manifest; Measure-Norm 3, 4; Score; Measure-Norm 3, 4")]
    [InlineData("Import-Module $neighbour; Register-Resolver; Measure-Norm 3, 4; Import-Module $manifest; Score; Measure-Norm 3, 4")]
    public void Both_work_when_the_other_module_computes_first(string script)
    {
        Assert.Equal(["5", .. Score, "5"], Run(script));
    }

    [Theory]
    [InlineData("Import-Module $manifest; Score; Import-Module $neighbour; Measure-Norm 3, 4; Score")]
    [InlineData("Import-Module $neighbour, $manifest; Score; Measure-Norm 3, 4; Score")]
    [InlineData("Import-Module $manifest; Import-Module $neighbour; Register-Resolver; Score; Measure-Norm 3, 4; Score")]
    [InlineData("Import-Module $neighbour; Register-Resolver; Import-Module $manifest; Score; Measure-Norm 3, 4; Score")]
    public void Both_work_when_L2Loss_measures_first(string script)
    {
        Assert.Equal([.. Score, "5", .. Score], Run(script));
    }

    [Fact]
    public void Older_version_of_everything_shipped_may_be_loaded_first()
    {
        using var folder = new TemporaryFolder();
        foreach (AssemblyName real in Dependencies)
        {
            HollowAssembly.Write(folder, real, new Version(0, 0, 0, 1));
        }

        string[] lines = Run(
            "foreach ($file in [IO.Directory]::GetFiles($others)) { (Load $file).GetName().Version.ToString() }; " +
            "Import-Module $manifest; Score",
            folder.FullName);

        Assert.Equal([.. Dependencies.Select(_ => "0.0.0.1"), .. Score], lines);
    }

    [Fact]
    public void Newer_version_of_everything_shipped_may_be_loaded_first()
    {
        // What the cmdlets and the numbers themselves need comes from the default context, newer ones too: a real one
        // that keeps its promises. What only the files need never does.
        string[] direct = [.. ReferencesOf("L2Loss.dll"), .. ReferencesOf("L2Loss.PowerShell.dll")];
        using var folder = new TemporaryFolder();
        folder.Write("System.Numerics.Tensors.dll", File.ReadAllBytes(RepositoryPaths.NewerTensors));
        foreach (AssemblyName real in Dependencies.Where(name => !direct.Contains(name.Name)))
        {
            HollowAssembly.Write(folder, real, new Version(99, 0, 0, 0));
        }

        string[] lines = Run(
            "foreach ($file in [IO.Directory]::GetFiles($others)) { $null = Load $file }; " +
            "Import-Module $manifest; Score; Import-Module $neighbour; Measure-Norm 3, 4",
            folder.FullName);

        Assert.Equal([.. Score, "5"], lines);
    }

    [Fact]
    public void Version_that_we_ship_is_given_to_whoever_asks_for_it()
    {
        string name = Dependencies.Single(name => name.Name == "System.Numerics.Tensors").FullName;

        string[] lines = Run($$"""
            Import-Module $manifest
            $asked = [Reflection.Assembly]::Load('{{name}}')
            $asked.FullName
            [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($asked).Name
            Score
            Import-Module $neighbour
            Measure-Norm 3, 4
            """);

        Assert.Equal([name, "L2Loss dependencies", .. Score, "5"], lines);
    }

    [Fact]
    public void Version_that_we_do_not_ship_is_left_to_others()
    {
        string[] lines = Run("""
            Import-Module $manifest
            Score
            try { $null = [Reflection.Assembly]::Load('System.Numerics.Tensors, Version=12.0.0.0'); 'found' }
            catch [IO.FileNotFoundException] { 'not found' }
            """);

        Assert.Equal([.. Score, "not found"], lines);
    }

    [Fact]
    public void Runspaces_may_import_at_once_again_and_again()
    {
        string[] lines = Run("""
            $shells = foreach ($i in 1..4) {
                $shell = [PowerShell]::Create([InitialSessionState]::CreateDefault2())
                $null = $shell.AddScript({
                    param($manifest)
                    foreach ($i in 1..5) {
                        Import-Module $manifest -Force
                        (Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly).Mse
                        Remove-Module L2Loss
                    }
                }).AddArgument($manifest)
                $shell
            }
            $started = foreach ($shell in $shells) { $shell.BeginInvoke() }
            for ($i = 0; $i -lt 4; $i++) { "$($shells[$i].EndInvoke($started[$i])) $($shells[$i].HadErrors)" }
            """);

        Assert.Equal(Enumerable.Repeat("2.25 2.25 2.25 2.25 2.25 False", 4), lines);
    }

    [Fact]
    public void Import_and_measuring_text_load_nothing_third_party()
    {
        string[] lines = Run("""
            function Loaded {
                $names = [AppDomain]::CurrentDomain.GetAssemblies() |
                    Where-Object { $_.Location -and $_.Location.StartsWith((Split-Path $manifest)) } |
                    ForEach-Object { $_.GetName().Name }
                ($names | Sort-Object) -join ' '
            }
            Import-Module $manifest
            Loaded
            "$([L2Loss.L2LossSummary]@{ Mse = 2.25 } | ForEach-Object Mse)"
            "$((@{ Actual = '200000'; Predicted = '220000' } | Measure-L2Loss -SummaryOnly).Rmse)"
            Loaded
            """);

        Assert.Equal(["L2Loss L2Loss.PowerShell", "2.25", "20000", "L2Loss L2Loss.Files L2Loss.PowerShell"], lines);
    }

    private static IEnumerable<string> ReferencesOf(string file) =>
        Assembly.LoadFile(Path.Combine(ModuleFolder, file)).GetReferencedAssemblies().Select(name => name.Name!);

    private static string[] Run(string script, string others = "") =>
        PowerShellProcess.Lines(Prelude + script, RepositoryPaths.ModuleManifest, Neighbour, Samples, others);
}
