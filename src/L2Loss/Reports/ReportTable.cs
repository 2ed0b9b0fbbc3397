namespace L2Loss.Reports;

/// <summary>How a cell is meant.</summary>
internal enum CellKind
{
    Text,
    Number,
    Passed,
    Failed,
}

/// <summary>One cell of a table: plain text, which the writer of a format encodes.</summary>
internal readonly struct ReportCell
{
    internal ReportCell(string text, CellKind kind = CellKind.Text, double bar = double.NaN)
    {
        Text = text;
        Kind = kind;
        Bar = bar;
    }

    internal string Text { get; }

    internal CellKind Kind { get; }

    /// <summary>The length of a bar behind the number, from 0 to 1; NaN without one.</summary>
    internal double Bar { get; }

    internal static ReportCell Number(string text, double bar = double.NaN) => new(text, CellKind.Number, bar);
}

/// <summary>A table as both formats show it.</summary>
internal sealed class ReportTable
{
    internal string Title { get; init; } = string.Empty;

    /// <summary>The headings; those of numbers stand to the right.</summary>
    internal IReadOnlyList<(string Heading, bool IsNumber)> Columns { get; init; } = [];

    internal IReadOnlyList<ReportCell[]> Rows { get; init; } = [];

    /// <summary>How many rows there would be.</summary>
    internal long Total { get; init; }

    /// <summary>What one has to know to read it.</summary>
    internal string? Note { get; init; }

    /// <summary>The same, with how many rows are left out where so many are shown; null for nothing.</summary>
    internal string? NoteFor(int shown) => Total == shown ? Note
        : FormattableString.Invariant($"{shown} of {Total} rows. {Note}").TrimEnd();
}
