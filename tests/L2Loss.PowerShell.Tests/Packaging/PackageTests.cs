using System.Diagnostics;
using System.IO.Compression;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using Xunit;

namespace L2Loss.PowerShell.Tests.Packaging;

/// <summary>The package for PowerShell repositories: what is in it, and that it works where it is installed.</summary>
public sealed class PackageTests : IDisposable
{
    // What is shipped, and nothing else: a file more or less is a decision, to be taken here.
    private static readonly string[] Shipped =
    [
        "L2Loss.Format.ps1xml",
        "L2Loss.Types.ps1xml",
        "L2Loss.psd1",
        "L2Loss.psm1",
        "LICENSE",
        "THIRD-PARTY-NOTICES.md",
        "net8.0/L2Loss.PowerShell.dll",
        "net8.0/L2Loss.dll",
        "net8.0/dependencies/K4os.Compression.LZ4.dll",
        "net8.0/dependencies/L2Loss.Files.dll",
        "net8.0/dependencies/System.Numerics.Tensors.dll",
        "net8.0/dependencies/ZstdSharp.dll",
        "netstandard2.0/L2Loss.Files.dll",
        "netstandard2.0/L2Loss.PowerShell.dll",
        "netstandard2.0/L2Loss.dll",
        "netstandard2.0/dependencies/Microsoft.Bcl.AsyncInterfaces.dll",
        "netstandard2.0/dependencies/System.Buffers.dll",
        "netstandard2.0/dependencies/System.IO.Pipelines.dll",
        "netstandard2.0/dependencies/System.Memory.dll",
        "netstandard2.0/dependencies/System.Numerics.Vectors.dll",
        "netstandard2.0/dependencies/System.Runtime.CompilerServices.Unsafe.dll",
        "netstandard2.0/dependencies/System.Text.Encodings.Web.dll",
        "netstandard2.0/dependencies/System.Text.Json.dll",
        "netstandard2.0/dependencies/System.Threading.Tasks.Extensions.dll",
        "en-US/L2Loss.PowerShell.dll-Help.xml",
        "en-US/about_L2Loss.help.txt",
        "en-US/about_L2Loss_MoreThanOneMachine.help.txt",
    ];

    private readonly ZipArchive _package = ZipFile.OpenRead(
        Path.Combine(RepositoryPaths.Root, "out", $"L2Loss.{ManifestVersion}.nupkg"));

    private static string ManifestVersion => Manifest("ModuleVersion").Single();

    public void Dispose() => _package.Dispose();

    [Fact]
    public void Package_holds_the_module_and_nothing_else()
    {
        Assert.Equal(Shipped.Order(StringComparer.Ordinal), ModuleFiles().Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_holds_the_module_as_it_was_built()
    {
        string module = Path.GetDirectoryName(RepositoryPaths.ModuleManifest)!;

        Assert.All(ModuleFiles(), entry =>
        {
            using var content = new MemoryStream();
            using Stream packed = entry.Open();
            packed.CopyTo(content);
            Assert.Equal(File.ReadAllBytes(Path.Combine(module, entry.FullName)), content.ToArray());
        });
    }

    [Fact]
    public void Every_third_party_library_is_in_the_notices_with_its_version()
    {
        string[] notices = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, "THIRD-PARTY-NOTICES.md"));
        string module = Path.GetDirectoryName(RepositoryPaths.ModuleManifest)!;

        string[] libraries =
            [.. Shipped.Where(file => file.Contains("/dependencies/", StringComparison.Ordinal) && !file.EndsWith("/L2Loss.Files.dll", StringComparison.Ordinal))];

        Assert.Equal(12, libraries.Length);
        Assert.All(libraries, file =>
        {
            string name = Path.GetFileNameWithoutExtension(file);

            // Of its parts three are the version of the package; a commit may follow.
            string full = FileVersionInfo.GetVersionInfo(Path.Combine(module, file)).ProductVersion!.Split('+')[0];
            string version = string.Join('.', full.Split('.').Take(3));
            string section = file[..file.LastIndexOf('/')];
            IEnumerable<string> rows = notices
                .SkipWhile(line => !line.StartsWith($"In `{section}`", StringComparison.Ordinal))
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'));
            Assert.True(
                rows.Any(row => row.StartsWith($"| [{name}", StringComparison.Ordinal) && row.Contains($"| {version} |", StringComparison.Ordinal)),
                $"{name} {version}");
        });
    }

    [Fact]
    public void Package_describes_itself_as_the_manifest_does()
    {
        XElement metadata = Specification();
        string Text(string name) => Assert.Single(metadata.Elements(), element => element.Name.LocalName == name).Value;

        Assert.Equal("L2Loss", Text("id"));
        Assert.Equal(ManifestVersion, Text("version"));
        Assert.Equal(Manifest("Author").Single(), Text("authors"));
        Assert.Equal(Manifest("Description").Single(), Text("description"));
        Assert.Equal(Manifest("Copyright").Single(), Text("copyright"));
        Assert.Equal(Manifest("PrivateData.PSData.ReleaseNotes").Single(), Text("releaseNotes"));
        string[] cmdlets = Manifest("CmdletsToExport");
        Assert.Equal(
            (string[])[
                "PSModule",
                .. Manifest("PrivateData.PSData.Tags"),
                "PSIncludes_Cmdlet",
                .. cmdlets.Select(name => $"PSCmdlet_{name}"),
                .. cmdlets.Select(name => $"PSCommand_{name}"),
            ],
            Text("tags").Split(' '));
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName == "dependencies");
    }

    [Fact]
    public void Installed_package_measures_in_a_new_process()
    {
        using var folder = new TemporaryFolder();
        string module = Path.Combine(folder.FullName, "L2Loss", ManifestVersion);
        foreach (ZipArchiveEntry entry in ModuleFiles())
        {
            string file = Path.Combine(module, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            entry.ExtractToFile(file);
        }

        // By name, as users do: found through the folder with the version, by the cmdlet's name alone.
        string[] lines = PowerShellProcess.Lines(
            """
            param($folder)
            $env:PSModulePath = $folder
            "$((Measure-L2Loss -Actual 10, 11, 12, 13 -Predicted 10, 12, 14, 11 -SummaryOnly).Mse)"
            "$((@{ Actual = '0.3'; Predicted = '0.1' } | Measure-L2Loss -SummaryOnly).Mse)"
            $module = Get-Module L2Loss
            "$($module.Version)"
            $module.ModuleBase
            """,
            folder.FullName);

        Assert.Equal(["2.25", "0.04", ManifestVersion, module], lines);
    }

    /// <summary>What an installation keeps: all but the bookkeeping of the package format.</summary>
    private IEnumerable<ZipArchiveEntry> ModuleFiles() => _package.Entries.Where(entry =>
        entry.FullName is not ("[Content_Types].xml" or "L2Loss.nuspec" or "_rels/.rels")
        && !entry.FullName.StartsWith("package/", StringComparison.Ordinal));

    private XElement Specification()
    {
        using Stream stream = _package.GetEntry("L2Loss.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    /// <summary>The values of a key of the manifest in the repository, read by PowerShell's own parser.</summary>
    private static string[] Manifest(string key)
    {
        using var shell = System.Management.Automation.PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddScript($"({File.ReadAllText(Path.Combine(RepositoryPaths.Root, "module", "L2Loss.psd1"))}).{key}");
        return [.. shell.Invoke().Select(value => value.ToString())];
    }
}
