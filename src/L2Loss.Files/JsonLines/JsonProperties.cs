namespace L2Loss.Files;

/// <summary>Finds the slot of a selected column by the name of a property. One for a file, used by all threads.</summary>
internal sealed class JsonProperties
{
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _slotOfColumn;

    internal JsonProperties(string[] columns, ColumnSelection selection)
    {
        _slotOfColumn = new int[columns.Length];
        Array.Fill(_slotOfColumn, -1);
        foreach (int column in selection.Numbers.Concat(selection.Texts))
        {
            if (_slotOfColumn[column] < 0)
            {
                _slotOfColumn[column] = Count++;
            }
        }

        for (int column = 0; column < columns.Length; column++)
        {
            _exact.Add(columns[column], column);
            _anyCase.TryAdd(columns[column], column);
        }
    }

    /// <summary>The number of slots: the selected columns.</summary>
    internal int Count { get; private set; }

    /// <summary>The slot of a selected column.</summary>
    internal int SlotOf(int column) => _slotOfColumn[column];

    /// <summary>The slot of a property; -1 when nobody asked for it.</summary>
    internal int Find(string name, out bool isExact)
    {
        isExact = _exact.TryGetValue(name, out int column);
        return isExact || _anyCase.TryGetValue(name, out column) ? _slotOfColumn[column] : -1;
    }
}
