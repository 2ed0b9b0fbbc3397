namespace L2Loss.Files;

/// <summary>The lines on which the records of a file start: mostly one after another.</summary>
internal sealed class HeldLines
{
    // Rows whose line is not the one after that of the row before.
    private readonly List<int> _rows = [];
    private readonly List<long> _lines = [];
    private int _count;

    /// <summary>Adds records of a block.</summary>
    internal void Add(RecordBlock block, int start, int end)
    {
        int last = end - 1;
        if (last > start && block.Line(last) - block.Line(start) == last - start)
        {
            Add(block.Line(start));
            _count += last - start;
            return;
        }

        for (int record = start; record <= last; record++)
        {
            Add(block.Line(record));
        }
    }

    /// <summary>Takes all out.</summary>
    internal void Clear()
    {
        _rows.Clear();
        _lines.Clear();
        _count = 0;
    }

    /// <summary>The line of a row.</summary>
    internal long this[int row]
    {
        get
        {
            int found = _rows.BinarySearch(row);
            return LineOf(row, found < 0 ? ~found - 1 : found);
        }
    }

    /// <summary>The line of a row that lies in a run; 0 where there are no lines.</summary>
    private long LineOf(int row, int run) => _lines[run] == 0 ? 0 : _lines[run] + row - _rows[run];

    /// <summary>Adds a row.</summary>
    internal void Add(long line)
    {
        if (_count == 0 || LineOf(_count, _rows.Count - 1) != line)
        {
            _rows.Add(_count);
            _lines.Add(line);
        }

        _count++;
    }
}
