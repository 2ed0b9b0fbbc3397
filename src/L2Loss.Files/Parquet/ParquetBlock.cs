namespace L2Loss.Files;

/// <summary>Some records of a row group.</summary>
internal sealed class ParquetBlock : RecordBlock
{
    private readonly NumberColumn[] _numbers;
    private ParquetPiece? _piece;
    private int _start;
    private int _count;

    internal ParquetBlock(int numbers) => _numbers = [.. Enumerable.Range(0, numbers).Select(_ => new NumberColumn())];

    /// <inheritdoc/>
    internal override int Count => _count;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers => _numbers;

    /// <inheritdoc/>
    internal override string? Text(int record, int column) => _piece!.Column(column).Text(_start + record);

    /// <inheritdoc/>
    internal override long Line(int record) => 0;

    /// <inheritdoc/>
    internal override BadCell Bad(int record, int column, NumberFault fault, long number) =>
        base.Bad(record, column, fault, number) with { IsText = _piece!.Column(column) is ParquetColumn<ReadOnlyMemory<char>> };

    /// <summary>Takes some records of a piece.</summary>
    internal void Set(ParquetPiece piece, int[] columns, int start, int count)
    {
        (_piece, _start, _count) = (piece, start, count);
        for (int index = 0; index < _numbers.Length; index++)
        {
            _numbers[index].Clear();
            piece.Column(columns[index]).CopyTo(_numbers[index], start, count);
        }
    }
}
