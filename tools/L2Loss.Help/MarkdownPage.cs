using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace L2Loss.Help;

/// <summary>One example of a page.</summary>
/// <param name="Title">The heading, such as "Example 1: House prices".</param>
/// <param name="Line">Where the example stands.</param>
/// <param name="Introduction">The text before the code.</param>
/// <param name="Code">The code with the output that follows it directly.</param>
/// <param name="Remarks">Everything after that.</param>
internal sealed record Example(
    string Title, int Line, IReadOnlyList<string> Introduction, string Code, IReadOnlyList<string> Remarks);

/// <summary>What a page says of one parameter.</summary>
internal sealed record ParameterText(
    string Name, int Line, IReadOnlyList<string> Description, string? Default, bool Wildcards);

/// <summary>What a page says of one type that goes in or comes out.</summary>
internal sealed record TypeText(string Name, IReadOnlyList<string> Description);

/// <summary>A related link; without an address it is the name of a command or topic.</summary>
internal sealed record RelatedLink(string Text, string Url);

/// <summary>
/// The help page of one cmdlet, <c>docs/Verb-Noun.md</c>, in the headings that platyPS uses. It holds texts only:
/// syntax and the facts about parameters come from the cmdlet.
/// </summary>
internal sealed partial class MarkdownPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private static readonly string[] SectionNames =
        ["SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private readonly PlainText _plain;
    private readonly Problems _problems;
    private readonly Dictionary<string, List<Block>> _sections = [];

    private MarkdownPage(string file, Problems problems)
    {
        File = file;
        Name = Path.GetFileNameWithoutExtension(file);
        _plain = new PlainText(file, problems);
        _problems = problems;
    }

    public string File { get; }

    /// <summary>The cmdlet's name.</summary>
    public string Name { get; }

    public string Synopsis { get; private set; } = "";

    public IReadOnlyList<string> Description { get; private set; } = [];

    public IReadOnlyList<Example> Examples { get; private set; } = [];

    public IReadOnlyList<ParameterText> Parameters { get; private set; } = [];

    public IReadOnlyList<TypeText> Inputs { get; private set; } = [];

    public IReadOnlyList<TypeText> Outputs { get; private set; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    public IReadOnlyList<RelatedLink> Links { get; private set; } = [];

    /// <summary>Whether a file in the docs folder is the page of a cmdlet: its name is a Verb-Noun.</summary>
    public static bool IsPage(string file) => VerbNoun().IsMatch(Path.GetFileName(file));

    /// <summary>Parses a Markdown file the way every page is read.</summary>
    public static MarkdownDocument Parse(string file) => Markdown.Parse(System.IO.File.ReadAllText(file), Pipeline);

    /// <summary>Reads a page; what does not fit the layout is added to <paramref name="problems"/>.</summary>
    public static MarkdownPage Read(string file, Problems problems)
    {
        MarkdownPage page = new(file, problems);
        page.SplitSections();
        page.Synopsis = string.Join(' ', page.Texts("SYNOPSIS"));
        page.Description = page.Texts("DESCRIPTION");
        page.Examples = [.. page.Entries("EXAMPLES").Select(page.ReadExample)];
        page.Parameters = page.ReadParameters();
        page.Inputs = page.ReadTypes("INPUTS");
        page.Outputs = page.ReadTypes("OUTPUTS");
        page.Notes = page.Texts("NOTES");
        page.Links = page.ReadLinks();
        return page;
    }

    private void SplitSections()
    {
        List<Block>? section = null;
        bool titled = false;
        foreach (Block block in Parse(File))
        {
            switch (block)
            {
                case HeadingBlock { Level: 1 } title:
                    if (titled || _plain.Of(title) != Name)
                    {
                        Report(title, $"the one heading of level 1 must be '# {Name}', the name of the file");
                    }

                    titled = true;
                    break;
                case HeadingBlock { Level: 2 } heading:
                    string name = _plain.Of(heading);
                    section = [];
                    if (!SectionNames.Contains(name))
                    {
                        Report(heading, $"unknown section '{name}'; there are {string.Join(", ", SectionNames)}");
                    }
                    else if (!_sections.TryAdd(name, section))
                    {
                        Report(heading, $"a second section '{name}'");
                    }

                    break;
                case HtmlBlock { Type: HtmlBlockType.Comment } or LinkReferenceDefinitionGroup:
                    break;
                case var _ when section is null:
                    Report(block, "text outside the sections");
                    break;
                default:
                    section.Add(block);
                    break;
            }
        }

        if (!titled)
        {
            _problems.Add(File, 1, $"the page must begin with '# {Name}', the name of the file");
        }
    }

    private List<Block> Section(string name) => _sections.GetValueOrDefault(name, []);

    private string[] Texts(string section) => Texts(Section(section));

    private string[] Texts(IEnumerable<Block> blocks) => [.. _plain.Of(blocks).Select(text => text.Text)];

    /// <summary>The parts of a section, each under its heading of level 3.</summary>
    private List<(HeadingBlock Heading, List<Block> Body)> Entries(string section)
    {
        List<(HeadingBlock Heading, List<Block> Body)> entries = [];
        foreach (Block block in Section(section))
        {
            if (block is HeadingBlock { Level: 3 } heading)
            {
                entries.Add((heading, []));
            }
            else if (entries.Count == 0)
            {
                Report(block, $"{section} must begin with a '###' heading");
            }
            else
            {
                entries[^1].Body.Add(block);
            }
        }

        return entries;
    }

    private Example ReadExample((HeadingBlock Heading, List<Block> Body) entry)
    {
        List<Block> introduction = [.. entry.Body.TakeWhile(block => block is not FencedCodeBlock)];
        List<FencedCodeBlock> code =
            [.. entry.Body.Skip(introduction.Count).TakeWhile(block => block is FencedCodeBlock).Cast<FencedCodeBlock>()];
        return new Example(
            _plain.Of(entry.Heading),
            entry.Heading.Line + 1,
            Texts(introduction),
            string.Join("\n\n", code.Select(PlainText.Code)),
            Texts(entry.Body.Skip(introduction.Count + code.Count)));
    }

    private List<ParameterText> ReadParameters()
    {
        List<ParameterText> parameters = [];
        foreach ((HeadingBlock heading, List<Block> body) in Entries("PARAMETERS"))
        {
            string name = _plain.Of(heading);
            if (name == "CommonParameters")
            {
                continue;
            }

            if (!name.StartsWith('-'))
            {
                Report(heading, $"'{name}' must be a parameter with its hyphen, such as '### -Path'");
            }
            else if (parameters.Exists(parameter => parameter.Name == name[1..]))
            {
                Report(heading, $"a second {name}");
            }
            else
            {
                parameters.Add(ReadParameter(name[1..], heading, body));
            }
        }

        return parameters;
    }

    private ParameterText ReadParameter(string name, HeadingBlock heading, List<Block> body)
    {
        List<string> description = [];
        string? defaultValue = null;
        bool wildcards = false;
        foreach (Block block in body)
        {
            if (block is not ParagraphBlock paragraph)
            {
                description.AddRange(Texts([block]));
                continue;
            }

            List<string> prose = [];
            foreach (string line in _plain.Lines(paragraph).SelectMany(line => line.Split('\v')))
            {
                if (FactLine().Match(line) is not { Success: true } fact)
                {
                    prose.Add(line);
                }
                else if (fact.Groups["name"].Value == "Default")
                {
                    defaultValue = fact.Groups["value"].Value.Trim('`');
                }
                else if (fact.Groups["value"].Value is "yes" or "no")
                {
                    wildcards = fact.Groups["value"].Value == "yes";
                }
                else
                {
                    Report(paragraph, "'Wildcards:' must be 'yes' or 'no'");
                }
            }

            description.AddRange(prose.Count == 0 ? [] : [string.Join(' ', prose)]);
        }

        return new ParameterText(name, heading.Line + 1, description, defaultValue, wildcards);
    }

    private List<TypeText> ReadTypes(string section) =>
        [.. Entries(section).Select(entry => new TypeText(_plain.Of(entry.Heading), Texts(entry.Body)))];

    private List<RelatedLink> ReadLinks()
    {
        List<RelatedLink> links = [];
        foreach (Block block in Section("RELATED LINKS"))
        {
            if (block is not ListBlock list)
            {
                Report(block, "RELATED LINKS must be a list");
                continue;
            }

            foreach (ListItemBlock item in list.Cast<ListItemBlock>())
            {
                links.Add(ReadLink(item));
            }
        }

        return links;
    }

    private RelatedLink ReadLink(ListItemBlock item)
    {
        LinkInline? link = item.Descendants<LinkInline>().FirstOrDefault();
        if (link is null)
        {
            return new RelatedLink(string.Join(' ', Texts(item)), "");
        }

        if (PlainText.IsWeb(link.Url))
        {
            return new RelatedLink(_plain.Of(link), link.Url!);
        }

        string target = Path.Combine(Path.GetDirectoryName(File)!, (link.Url ?? "").Split('#')[0]);
        if (!System.IO.File.Exists(target) && !System.IO.File.Exists(target + ".md"))
        {
            Report(item, $"the link target '{link.Url}' does not exist");
        }

        return new RelatedLink(_plain.Of(link), "");
    }

    private void Report(Block place, string what) => _problems.Add(File, place.Line + 1, what);

    [GeneratedRegex("^[A-Z][A-Za-z]*-[A-Z][A-Za-z0-9]*[.]md$")]
    private static partial Regex VerbNoun();

    [GeneratedRegex("^(?<name>Default|Wildcards): +(?<value>.+)$")]
    private static partial Regex FactLine();
}
