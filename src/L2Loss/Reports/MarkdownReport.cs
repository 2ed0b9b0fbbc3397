using System.Text;

namespace L2Loss.Reports;

/// <summary>Writes a report in GitHub Flavored Markdown: the tables, the verdicts and the plain words.</summary>
internal sealed class MarkdownReport
{
    // A job summary may have a megabyte, for all of its steps.
    private const int MostTableBytes = 60_000;

    private readonly StringBuilder _out = new();

    private MarkdownReport()
    {
    }

    internal static string Write(ReportContent content)
    {
        var markdown = new MarkdownReport();
        markdown.WritePage(content);
        return markdown._out.ToString();
    }

    private static string Text(string text) => Markup.Markdown(text);

    private void WritePage(ReportContent content)
    {
        _out.Write($"# {Text(content.Title)}\n\n");
        foreach ((string name, string value) in content.Facts)
        {
            _out.Write($"- {Text(name)}: {Text(value)}\n");
        }

        _out.Write($"- Report: {Text(content.TimeText)}\n\n");
        if (content.IsEmpty)
        {
            _out.Append("Nothing was measured.\n\n");
        }

        WriteTable(content.Records);
        WriteTable(content.Verdicts);
        WriteTable(content.Summaries);
        WriteTable(content.Comparisons);
        WriteWords(content.Words);
        WriteTable(content.Worst);
    }

    private void WriteWords(IReadOnlyList<(string? Model, IReadOnlyList<string> Sentences)> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        _out.Append("## L2 or L1?\n\n");
        foreach ((string? model, IReadOnlyList<string> sentences) in words)
        {
            _out.Append(model is null ? string.Empty : $"### {Text(model)}\n\n");
            foreach (string sentence in sentences)
            {
                _out.Write($"- {Text(sentence)}\n");
            }

            _out.Append('\n');
        }
    }

    private void WriteTable(ReportTable? table)
    {
        if (table is null)
        {
            return;
        }

        _out.Write($"## {Text(table.Title)}\n\n");
        _out.Write($"| {string.Join(" | ", table.Columns.Select(column => Text(column.Heading)))} |\n");
        _out.Write($"| {string.Join(" | ", table.Columns.Select(column => column.IsNumber ? "---:" : "---"))} |\n");
        int bytes = 0;
        int shown = 0;
        foreach (ReportCell[] cells in table.Rows)
        {
            string row = $"| {string.Join(" | ", cells.Select(cell => Text(Plain(cell))))} |\n";
            bytes += Encoding.UTF8.GetByteCount(row);
            if (bytes > MostTableBytes)
            {
                break;
            }

            _out.Append(row);
            shown++;
        }

        _out.Append('\n');
        if (table.NoteFor(shown) is string note)
        {
            _out.Write($"{Text(note)}\n\n");
        }
    }

    /// <summary>Where there are no colours, signs that have their own.</summary>
    private static string Plain(ReportCell cell) => cell.Kind switch
    {
        CellKind.Passed => $"✅ {cell.Text.TrimStart('✓', ' ')}",
        CellKind.Failed => $"❌ {cell.Text.TrimStart('✗', ' ')}",
        _ => cell.Text,
    };
}
