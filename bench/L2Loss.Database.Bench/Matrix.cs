namespace L2Loss.Database.Bench;

/// <summary>Texts in aligned rows and columns, which come as they are named.</summary>
internal sealed class Matrix
{
    private readonly List<string> _rows = [];
    private readonly List<string> _columns = [];
    private readonly Dictionary<(string Row, string Column), string> _cells = [];

    internal void Add(string row, string column, string cell)
    {
        Name(_rows, row);
        Name(_columns, column);
        _cells.Add((row, column), cell);
    }

    internal void Write(TextWriter writer)
    {
        int first = _rows.Max(row => row.Length);
        int[] widths = [.. _columns.Select(column => _rows.Max(row => Math.Max(column.Length, Cell(row, column).Length)))];
        void WriteRow(string name, Func<string, string> cell) => writer.WriteLine(string.Join(
            "  ", _columns.Select((column, i) => cell(column).PadLeft(widths[i])).Prepend(name.PadRight(first))));
        WriteRow(string.Empty, column => column);
        WriteRow(new string('-', first), column => new string('-', widths[_columns.IndexOf(column)]));
        foreach (string row in _rows)
        {
            WriteRow(row, column => Cell(row, column));
        }
    }

    private string Cell(string row, string column) => _cells.GetValueOrDefault((row, column), string.Empty);

    private static void Name(List<string> names, string name)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }
    }
}
