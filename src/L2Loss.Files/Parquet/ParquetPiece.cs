using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>A row group: its selected columns, decoded.</summary>
internal sealed class ParquetPiece : RecordPiece
{
    private readonly Dictionary<int, ParquetColumn> _columns;
    private readonly ConcurrentBag<Dictionary<int, ParquetColumn>> _free;
    private readonly int[] _numbers;
    private readonly int _rows;
    private int _next;
    private bool _isDisposed;

    /// <param name="columns">The columns by their position in the file.</param>
    /// <param name="free">Where they go for the next piece.</param>
    /// <param name="numbers">Those read as numbers.</param>
    /// <param name="rows">The number of records.</param>
    internal ParquetPiece(
        Dictionary<int, ParquetColumn> columns, ConcurrentBag<Dictionary<int, ParquetColumn>> free, int[] numbers, int rows)
    {
        _columns = columns;
        _free = free;
        _numbers = numbers;
        _rows = rows;
    }

    /// <summary>The column at a position in the file.</summary>
    internal ParquetColumn Column(int position) => _columns[position];

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int count = Math.Min(NumberColumn.Capacity, _rows - _next);
        ((ParquetBlock)block).Set(this, _numbers, _next, count);
        _next += count;
        return count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _free.Add(_columns);
        }
    }
}
