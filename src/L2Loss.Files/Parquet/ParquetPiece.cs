namespace L2Loss.Files;

/// <summary>A row group, whose selected columns are decoded on the thread that reads it first.</summary>
internal sealed class ParquetPiece : RecordPiece
{
    private readonly ParquetRecordFile _file;
    private readonly int _group;
    private readonly CancellationToken _cancellation;
    private RowGroupDecoder? _decoder;
    private int _rows;
    private int _next;
    private bool _isDisposed;

    /// <param name="file">The file.</param>
    /// <param name="group">The row group, from 0 on.</param>
    /// <param name="cancellation">Ends the decoding.</param>
    internal ParquetPiece(ParquetRecordFile file, int group, CancellationToken cancellation)
    {
        _file = file;
        _group = group;
        _cancellation = cancellation;
    }

    /// <summary>The column at a position in the file.</summary>
    internal ParquetColumn Column(int position) => _decoder!.Column(position);

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be read, or changed while it was read.</exception>
    internal override bool Read(RecordBlock block)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _decoder ??= _file.Decode(_group, out _rows, _cancellation);
        int count = Math.Min(NumberColumn.Capacity, _rows - _next);
        ((ParquetBlock)block).Set(this, _file.Selection.Numbers, _next, count);
        _next += count;
        return count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _file.GiveBack(_decoder);
        }
    }
}
