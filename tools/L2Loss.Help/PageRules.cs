using System.Management.Automation;

namespace L2Loss.Help;

/// <summary>What must hold between the pages and the module before help is written.</summary>
internal static class PageRules
{
    /// <summary>The texts of -WhatIf and -Confirm, which mean the same everywhere and need no text of ours.</summary>
    private static readonly Dictionary<string, string> SharedTexts = new()
    {
        ["WhatIf"] = "Shows what would happen if the command ran. The command does not run.",
        ["Confirm"] = "Asks for confirmation before the command runs.",
    };

    /// <summary>What help says of a parameter: the page's text, or the one that every cmdlet shares.</summary>
    public static ParameterText? TextOf(this MarkdownPage page, ParameterSyntax parameter) =>
        page.Parameters.FirstOrDefault(text => text.Name == parameter.Name)
        ?? (SharedTexts.TryGetValue(parameter.Name, out string? shared)
            ? new ParameterText(parameter.Name, 1, [shared], Default: null, Wildcards: false)
            : null);

    /// <summary>Where help lists a parameter: in the page's order, those without a text of the page's own last.</summary>
    public static int OrderOf(this MarkdownPage page, ParameterSyntax parameter) =>
        page.Parameters.TakeWhile(text => text.Name != parameter.Name).Count();

    /// <summary>Reports cmdlets without a page, pages without a cmdlet, and gaps in the others.</summary>
    public static void Check(
        string docs, IReadOnlyList<MarkdownPage> pages, IReadOnlyList<CommandSyntax> commands, Problems problems)
    {
        foreach (CommandSyntax command in commands)
        {
            if (pages.FirstOrDefault(page => page.Name == command.Name) is { } page)
            {
                CheckPage(page, command, problems);
            }
            else
            {
                problems.Add(Path.Combine(docs, command.Name + ".md"), 1, $"the exported cmdlet {command.Name} has no page");
            }
        }

        foreach (MarkdownPage page in pages.Where(page => commands.All(command => command.Name != page.Name)))
        {
            problems.Add(page.File, 1, $"the module exports no cmdlet {page.Name}");
        }
    }

    private static void CheckPage(MarkdownPage page, CommandSyntax command, Problems problems)
    {
        if (page.Synopsis.Length == 0)
        {
            problems.Add(page.File, 1, "the synopsis is empty");
        }

        if (page.Description.Count == 0)
        {
            problems.Add(page.File, 1, "the description is empty");
        }

        if (page.Examples.Count == 0)
        {
            problems.Add(page.File, 1, "there is no example");
        }

        foreach (Example example in page.Examples.Where(example => example.Code.Length == 0))
        {
            problems.Add(page.File, example.Line, $"'{example.Title}' has no code");
        }

        foreach (ParameterText text in page.Parameters)
        {
            if (command.Parameters.All(parameter => parameter.Name != text.Name))
            {
                problems.Add(page.File, text.Line, Cmdlet.CommonParameters.Contains(text.Name)
                    ? $"-{text.Name} is a common parameter, which PowerShell describes"
                    : $"{command.Name} has no parameter -{text.Name}");
            }
        }

        foreach (ParameterSyntax parameter in command.Parameters)
        {
            if (page.TextOf(parameter) is not { Description.Count: > 0 })
            {
                problems.Add(page.File, page.TextOf(parameter)?.Line ?? 1, $"the parameter -{parameter.Name} has no text");
            }
        }
    }
}
