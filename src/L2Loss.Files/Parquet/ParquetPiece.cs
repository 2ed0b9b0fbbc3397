namespace L2Loss.Files;

/// <summary>A row group, whose selected columns are decoded some records at a time on the thread that reads it.</summary>
internal sealed class ParquetPiece : RecordPiece
{
    private readonly ParquetFile _file;
    private readonly int _index;
    private Dictionary<int, ParquetColumn>? _columns;
    private long _left;
    private bool _isDisposed;

    /// <param name="file">The file.</param>
    /// <param name="index">The row group, from 0 on.</param>
    internal ParquetPiece(ParquetFile file, int index)
    {
        _file = file;
        _index = index;
        _left = file.Group(index).Rows;
    }

    /// <summary>The column at a position in the file.</summary>
    internal ParquetColumn Column(int position) => _columns![position];

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be read, or changed while it was read.</exception>
    internal override bool Read(RecordBlock block, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_left == 0)
        {
            return false;
        }

        int count = (int)Math.Min(NumberColumn.Capacity, _left);
        _columns ??= _file.TakeColumns();
        bool isFirst = _left == _file.Group(_index).Rows;
        foreach (ParquetColumn column in _columns.Values)
        {
            _file.Guard(_index, column.Name, () => Read(column, count, isFirst, cancellation));
        }

        _left -= count;
        _file.AddRead(count);
        ((ParquetBlock)block).Set(this, _file.Selection.Numbers, count);
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _file.GiveBack(_columns);
        }
    }

    private void Read(ParquetColumn column, int count, bool isFirst, CancellationToken cancellation)
    {
        if (isFirst)
        {
            column.Start(_file.Group(_index));
        }

        column.Read(count, cancellation);
        if (count == _left)
        {
            column.Finish();
        }
    }
}
