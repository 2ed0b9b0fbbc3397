using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace L2Loss.Help;

/// <summary>
/// A conceptual topic, <c>docs/about_Name.md</c>, as the text file that Get-Help shows as it is. The headings before
/// "Short description" are its title; PowerShell takes line 5, the short description, as the topic's synopsis.
/// </summary>
internal static partial class AboutPage
{
    private const int Width = 80;

    /// <summary>Writes <c>about_Name.help.txt</c> into a folder and gives back its path.</summary>
    public static string Write(string file, string folder, Problems problems)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        PlainText plain = new(file, problems);
        List<Block> body = [.. MarkdownPage.Parse(file).SkipWhile(block => !IsShortDescription(block, plain))];
        List<TextBlock> summary = plain.Of(body.Skip(1).TakeWhile(block => block is not HeadingBlock));
        if (summary is not [{ Wraps: true } synopsis])
        {
            problems.Add(file, 1, "the page needs a heading 'Short description' with one paragraph below it");
            return "";
        }

        StringBuilder text = new();
        text.Append("TOPIC\n    ").Append(name).Append("\n\nSHORT DESCRIPTION\n    ").Append(synopsis.Text).Append('\n');
        string gap = "\n";
        foreach (Block block in body.Skip(2))
        {
            if (block is HeadingBlock heading)
            {
                string title = plain.Of(heading);
                text.Append('\n').Append(heading.Level <= 2 ? title.ToUpperInvariant() : "  " + title).Append('\n');
                gap = "";
                continue;
            }

            foreach (TextBlock paragraph in plain.Of([block]))
            {
                text.Append(gap);
                AppendIndented(text, paragraph);
                gap = "\n";
            }
        }

        string target = Path.Combine(folder, name + ".help.txt");
        File.WriteAllText(target, text.ToString());
        return target;
    }

    private static bool IsShortDescription(Block block, PlainText plain) =>
        block is HeadingBlock heading
        && plain.Of(heading).Equals("Short description", StringComparison.OrdinalIgnoreCase);

    private static void AppendIndented(StringBuilder text, TextBlock block)
    {
        string indent = new(' ', block.Wraps ? 4 : 8);
        foreach (string line in block.Text.Split('\n'))
        {
            IEnumerable<string> lines = block.Wraps ? Wrap(line, Width - indent.Length) : [line];
            foreach (string part in lines)
            {
                text.Append((indent + part).TrimEnd()).Append('\n');
            }
        }
    }

    /// <summary>Breaks a line at spaces; the further lines of a list item stand below its text.</summary>
    private static IEnumerable<string> Wrap(string line, int width)
    {
        int hanging = ItemMark().Match(line).Length;
        while (line.Length > width && BreakAt(line, hanging, width) is var at and > 0)
        {
            yield return line[..at];
            line = new string(' ', hanging) + line[(at + 1)..];
        }

        yield return line;
    }

    /// <summary>The last space that makes the line short enough, or the first one after that, or -1.</summary>
    private static int BreakAt(string line, int hanging, int width)
    {
        int last = line.LastIndexOf(' ', width, width - hanging);
        return last > 0 ? last : line.IndexOf(' ', width);
    }

    [GeneratedRegex("^ *(- |[0-9]+[.] )?")]
    private static partial Regex ItemMark();
}
