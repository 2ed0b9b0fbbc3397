using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace L2Loss.Help;

/// <summary>A paragraph, list, table or code block as text.</summary>
/// <param name="Text">The text, its lines separated by a line feed.</param>
/// <param name="Wraps">Whether its lines may be broken: not in tables and code.</param>
internal sealed record TextBlock(string Text, bool Wraps);

/// <summary>
/// Turns parsed Markdown into the plain text that Get-Help shows, without any marks. Whatever would be lost without a word, such as raw HTML, is a problem.
/// </summary>
internal sealed class PlainText
{
    // With the four blanks that Get-Help puts before it, a table fits 100 columns.
    private const int MaximumWidth = 96;

    private readonly string _file;
    private readonly Problems _problems;

    public PlainText(string file, Problems problems)
    {
        _file = file;
        _problems = problems;
    }

    /// <summary>The blocks as text, in order.</summary>
    public List<TextBlock> Of(IEnumerable<Block> blocks)
    {
        List<TextBlock> texts = [];
        foreach (Block block in blocks)
        {
            switch (block)
            {
                case QuoteBlock quote:
                    texts.AddRange(Of(quote));
                    break;
                case CodeBlock code:
                    texts.Add(new TextBlock(Code(code), Wraps: false));
                    break;
                case Table table:
                    texts.Add(new TextBlock(Columns(table), Wraps: false));
                    break;
                case ListBlock list:
                    texts.Add(new TextBlock(string.Join('\n', Items(list)), Wraps: true));
                    break;
                case LeafBlock { Inline: not null } leaf:
                    texts.Add(new TextBlock(Of(leaf), Wraps: true));
                    break;
                case HtmlBlock { Type: HtmlBlockType.Comment } or LinkReferenceDefinitionGroup or ThematicBreakBlock:
                    break;
                default:
                    Report(block, $"help text cannot show a {block.GetType().Name}");
                    break;
            }
        }

        texts.RemoveAll(text => text.Text.Length == 0);
        return texts;
    }

    /// <summary>A heading or paragraph as text; its soft line breaks are spaces.</summary>
    public string Of(LeafBlock leaf) => string.Join(' ', Lines(leaf)).Replace('\v', '\n');

    /// <summary>The lines of a paragraph as they stand in the source. A hard line break is a vertical tab.</summary>
    public string[] Lines(LeafBlock leaf)
    {
        StringBuilder text = new();
        AppendInlines(text, leaf.Inline);
        return [.. text.ToString().Split('\n').Select(line => line.Trim(' '))];
    }

    /// <summary>The text inside an inline such as a link.</summary>
    public string Of(ContainerInline inline)
    {
        StringBuilder text = new();
        AppendInlines(text, inline);
        return text.ToString().Replace('\n', ' ');
    }

    /// <summary>The lines of a code block, without blank lines at its ends.</summary>
    public static string Code(CodeBlock code) => code.Lines.ToString().ReplaceLineEndings("\n").Trim('\n');

    /// <summary>Whether a link leads to the web.</summary>
    public static bool IsWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";

    private List<string> Items(ListBlock list)
    {
        List<string> lines = [];
        int number = int.Parse(list.OrderedStart ?? "1", CultureInfo.InvariantCulture);
        foreach (ListItemBlock item in list.Cast<ListItemBlock>())
        {
            string mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            string indent = new(' ', mark.Length);
            foreach (string line in Of(item).SelectMany(block => block.Text.Split('\n')))
            {
                lines.Add((mark + line).TrimEnd());
                mark = indent;
            }
        }

        return lines;
    }

    private string Columns(Table table)
    {
        string[][] rows = [.. table.Cast<TableRow>().Select(row => row.Cast<TableCell>().Select(Cell).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows.Max(row => row.Length))
            .Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        while (widths.Sum() + (2 * (widths.Length - 1)) > MaximumWidth)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        IEnumerable<string[]> ruled = [rows[0], [.. widths.Select(width => new string('-', width))], .. rows[1..]];
        return string.Join('\n', ruled.SelectMany(row => Wrapped(row, widths)));
    }

    /// <summary>The lines of a row whose cells are broken where they are longer than their column.</summary>
    private static IEnumerable<string> Wrapped(string[] row, int[] widths)
    {
        List<string>[] cells = [.. row.Select((cell, column) => Lines(cell, widths[column]))];
        return Enumerable.Range(0, cells.Max(lines => lines.Count)).Select(line => string.Join(
            "  ", cells.Select((lines, column) => (line < lines.Count ? lines[line] : string.Empty).PadRight(widths[column]))).TrimEnd());
    }

    private static List<string> Lines(string text, int width)
    {
        List<string> lines = [string.Empty];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
            }
        }

        return lines;
    }

    private string Cell(TableCell cell) => string.Join(' ', Of(cell).Select(block => block.Text));

    private void AppendInlines(StringBuilder text, IEnumerable<Inline>? inlines)
    {
        foreach (Inline inline in inlines ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline lineBreak:
                    text.Append(lineBreak.IsHard ? '\v' : '\n');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline { IsImage: false } link:
                    string label = Of(link);
                    text.Append(label);
                    if (IsWeb(link.Url) && link.Url != label)
                    {
                        text.Append(" (").Append(link.Url).Append(')');
                    }

                    break;
                case HtmlInline html:
                    Report(html, $"{html.Tag} would be lost as HTML: write it as `code`");
                    break;
                case LinkInline image:
                    Report(image, "help text cannot show an image");
                    break;
                case ContainerInline container:
                    AppendInlines(text, container);
                    break;
                default:
                    Report(inline, $"help text cannot show a {inline.GetType().Name}");
                    break;
            }
        }
    }

    private void Report(MarkdownObject place, string what) => _problems.Add(_file, place.Line + 1, what);
}
