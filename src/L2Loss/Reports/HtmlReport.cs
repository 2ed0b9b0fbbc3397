using System.Globalization;
using System.Text;

using L2Loss.Reports.Charts;

namespace L2Loss.Reports;

/// <summary>Writes a report as one HTML page that needs nothing else: no script, no network.</summary>
internal sealed class HtmlReport
{
    // The page stays far below half a megabyte, whatever the names are.
    private const int MostTableBytes = 60_000;

    private readonly StringBuilder _out = new();

    private HtmlReport()
    {
    }

    internal static string Write(ReportContent content)
    {
        var html = new HtmlReport();
        html.WritePage(content);
        return html._out.ToString();
    }

    private static string Text(string text) => Markup.Html(text);

    private void WritePage(ReportContent content)
    {
        _out.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Write($"<title>{Text(content.Title)}</title>\n<style>\n{HtmlStyle.Text}</style>\n</head>\n<body>\n<main>\n");
        _out.Write($"<header>\n<h1>{Text(content.Title)}</h1>\n");
        WriteFacts(content);
        _out.Append("</header>\n");
        if (content.IsEmpty)
        {
            _out.Append("<p>Nothing was measured.</p>\n");
        }

        WriteTable(content.Verdicts);
        WriteTable(content.Summaries);
        WriteTable(content.Comparisons);
        foreach ((string? model, IReadOnlyList<Chart> charts) in content.Pictures)
        {
            WriteCharts(model, charts);
        }

        WriteParagraph("note", content.PictureNote);
        WriteWords(content.Words);
        WriteTable(content.Worst);
        _out.Append("</main>\n</body>\n</html>\n");
    }

    private void WriteFacts(ReportContent content)
    {
        _out.Append("<dl>\n");
        foreach ((string name, string value) in content.Facts)
        {
            WriteFact(name, Text(value));
        }

        string time = content.Time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        WriteFact("Report", $"<time datetime=\"{time}\">{Text(content.TimeText)}</time>");
        _out.Append("</dl>\n");
        if (content.Records is { } records)
        {
            if (records.Rows.Count == 1)
            {
                // One row is easier to read as facts.
                _out.Append("<dl class=\"counts\">\n");
                for (int i = 1; i < records.Columns.Count; i++)
                {
                    WriteFact(records.Columns[i].Heading, Text(records.Rows[0][i].Text));
                }

                _out.Append("</dl>\n");
            }
            else
            {
                WriteTable(records);
            }
        }
    }

    private void WriteFact(string name, string html) => _out.Write($"<div><dt>{Text(name)}</dt><dd>{html}</dd></div>\n");

    private void WriteCharts(string? model, IReadOnlyList<Chart> charts)
    {
        _out.Write($"<section>\n<h2>{(model is null ? "Pictures" : $"Pictures of {Text(model)}")}</h2>\n<div class=\"charts\">\n");
        foreach (Chart chart in charts)
        {
            _out.Write($"<figure>\n<h3>{Text(chart.Title)}</h3>\n{chart.Svg}<figcaption>{Text(chart.Caption)}</figcaption>\n</figure>\n");
        }

        _out.Append("</div>\n</section>\n");
    }

    private void WriteWords(IReadOnlyList<(string? Model, IReadOnlyList<string> Sentences)> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        _out.Append("<section>\n<h2>L2 or L1?</h2>\n");
        foreach ((string? model, IReadOnlyList<string> sentences) in words)
        {
            _out.Append(model is null ? string.Empty : $"<h3>{Text(model)}</h3>\n").Append("<ul>\n");
            foreach (string sentence in sentences)
            {
                _out.Write($"<li>{Text(sentence)}</li>\n");
            }

            _out.Append("</ul>\n");
        }

        _out.Append("</section>\n");
    }

    private void WriteTable(ReportTable? table)
    {
        if (table is null)
        {
            return;
        }

        string title = Text(table.Title);
        _out.Write($"<section>\n<h2>{title}</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">\n<table>\n")
            .Append("<thead><tr>");
        foreach ((string heading, bool isNumber) in table.Columns)
        {
            _out.Write($"<th scope=\"col\"{(isNumber ? " class=\"number\"" : string.Empty)}>{Text(heading)}</th>");
        }

        _out.Append("</tr></thead>\n<tbody>\n");
        int bytes = 0;
        int shown = 0;
        foreach (ReportCell[] cells in table.Rows)
        {
            string row = Row(cells);
            bytes += Encoding.UTF8.GetByteCount(row);
            if (bytes > MostTableBytes)
            {
                break;
            }

            _out.Append(row);
            shown++;
        }

        _out.Append("</tbody>\n</table>\n</div>\n");
        WriteParagraph("note", table.NoteFor(shown));
        _out.Append("</section>\n");
    }

    private static string Row(ReportCell[] cells)
    {
        var row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.Length; i++)
        {
            ReportCell cell = cells[i];
            string tag = i == 0 ? "th" : "td";
            string kind = cell.Kind switch
            {
                CellKind.Number => double.IsNaN(cell.Bar) ? "number" : "number bar",
                CellKind.Passed => "passed",
                CellKind.Failed => "failed",
                _ => string.Empty,
            };
            row.Append('<').Append(tag).Append(i == 0 ? " scope=\"row\"" : string.Empty);
            row.Append(kind.Length == 0 ? string.Empty : $" class=\"{kind}\"");
            row.Append(double.IsNaN(cell.Bar)
                ? string.Empty
                : FormattableString.Invariant($" style=\"--part:{Math.Clamp(cell.Bar, 0.0, 1.0) * 100.0:0.#}%\""));
            row.Append('>').Append(Text(cell.Text)).Append("</").Append(tag).Append('>');
        }

        return row.Append("</tr>\n").ToString();
    }

    private void WriteParagraph(string kind, string? text) =>
        _out.Append(string.IsNullOrEmpty(text) ? string.Empty : $"<p class=\"{kind}\">{Text(text!)}</p>\n");
}
