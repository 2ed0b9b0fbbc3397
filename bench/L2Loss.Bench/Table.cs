using System.Globalization;

namespace L2Loss.Bench;

/// <summary>Names and numbers in aligned columns: the names to the left, the numbers to the right.</summary>
internal sealed class Table
{
    private readonly (string Title, int Decimals)[] _columns;
    private readonly List<string[]> _rows = [];

    internal Table(string nameTitle, params (string Title, int Decimals)[] columns)
    {
        _columns = columns;
        _rows.Add([nameTitle, .. columns.Select(column => column.Title)]);
    }

    internal void Add(string name, params double[] values) =>
        _rows.Add([name, .. values.Select((value, i) => Format(value, _columns[i].Decimals))]);

    internal void Write(TextWriter writer)
    {
        int[] widths = [.. _rows[0].Select((_, column) => _rows.Max(row => row[column].Length))];
        WriteRow(writer, _rows[0], widths);
        WriteRow(writer, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in _rows.Skip(1))
        {
            WriteRow(writer, row, widths);
        }
    }

    private static string Format(double value, int decimals) =>
        value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    private static void WriteRow(TextWriter writer, string[] row, int[] widths) => writer.WriteLine(string.Join(
        "  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
}
