using System.Management.Automation;
using L2Loss.Help;

// Usage: L2Loss.Help <module manifest> <docs folder> <help file to write>
if (args is not [string manifest, string docs, string helpFile])
{
    Console.Error.WriteLine("Usage: L2Loss.Help <module manifest> <docs folder> <help file to write>");
    return 2;
}

Problems problems = new();
string[] files = [.. Directory.GetFiles(docs, "*.md").Order(StringComparer.Ordinal)];
List<MarkdownPage> pages =
    [.. files.Where(MarkdownPage.IsPage).Select(file => MarkdownPage.Read(file, problems))];
List<CommandSyntax> commands = [];
try
{
    commands = CommandSyntax.OfModule(Path.GetFullPath(manifest));
    PageRules.Check(docs, pages, commands, problems);
}
catch (RuntimeException error)
{
    problems.Add(manifest, 1, $"the module cannot be imported: {error.Message}");
}

string folder = Path.GetDirectoryName(Path.GetFullPath(helpFile))!;
Directory.CreateDirectory(folder);
string[] topics = [.. files
    .Where(file => Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal))
    .Select(file => AboutPage.Write(file, folder, problems))];

foreach (Problem problem in problems.Found)
{
    Console.Error.WriteLine(problem);
}

if (problems.Found.Count > 0)
{
    return 1;
}

foreach (string stale in Directory.GetFiles(folder, "about_*.help.txt").Except(topics))
{
    File.Delete(stale);
}

MamlWriter.Write(helpFile, commands.Join(pages, command => command.Name, page => page.Name, ValueTuple.Create));
return 0;
