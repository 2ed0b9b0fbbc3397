using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>The examples of the README and of the help pages print what they say.</summary>
public sealed partial class ReadmeTests
{
    private const string Marker = "##### next example #####";

    /// <summary>The README and the page of every cmdlet, with how many examples have output at least.</summary>
    public static TheoryData<string, int> Pages
    {
        get
        {
            var pages = new TheoryData<string, int> { { "README.md", 6 } };
            foreach (string file in Directory.GetFiles(Path.Combine(RepositoryPaths.Root, "docs"), "*-*.md"))
            {
                pages.Add("docs/" + Path.GetFileName(file), 1);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_examples_of_a_page_print_what_it_shows(string page, int atLeast)
    {
        Match[] examples = [.. (IEnumerable<Match>)CodeAndOutput().Matches(File.ReadAllText(Path.Combine(RepositoryPaths.Root, page)))];
        Assert.True(examples.Length >= atLeast, $"{examples.Length} examples with output");

        string[] printed = RunAll(examples.Select(example => example.Groups["code"].Value));

        string[] expected = [.. examples.Select(example => Tidy(example.Groups["output"].Value))];
        Assert.Equal(expected, printed);
    }

    /// <summary>Runs all examples in one process, since starting one takes a second.</summary>
    private static string[] RunAll(IEnumerable<string> examples)
    {
        var script = new StringBuilder($"Import-Module '{RepositoryPaths.ModuleManifest}'\n");
        foreach (string example in examples)
        {
            string code = example.Replace("PS> ", string.Empty, StringComparison.Ordinal);
            script.Append("& {\n").Append(code).Append("} | Out-Default\n'").Append(Marker).Append("' | Out-Default\n");
        }

        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ps1");
        File.WriteAllText(file, script.ToString());
        try
        {
            PowerShellProcess run = PowerShellProcess.Run(RepositoryPaths.Root, "-File", file);
            Assert.Equal(string.Empty, run.Errors);
            return [.. run.Output.Split(Marker).SkipLast(1).Select(Tidy)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Tidy(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    [GeneratedRegex("```powershell\n(?<code>(?:(?!```).)*)```\n\n```(text|output)\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeAndOutput();
}
