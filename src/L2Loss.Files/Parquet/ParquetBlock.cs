namespace L2Loss.Files;

/// <summary>Some records of a row group.</summary>
internal sealed class ParquetBlock : RecordBlock
{
    private readonly NumberColumn[] _numbers;
    private ParquetPiece? _piece;
    private int _count;

    internal ParquetBlock(int numbers) => _numbers = [.. Enumerable.Range(0, numbers).Select(_ => new NumberColumn())];

    /// <inheritdoc/>
    internal override int Count => _count;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers => _numbers;

    /// <inheritdoc/>
    internal override string? Text(int record, int column) => _piece!.Column(column).Text(record);

    /// <inheritdoc/>
    internal override object? Value(int record, int column) => _piece!.Column(column).Value(record);

    /// <inheritdoc/>
    internal override long Line(int record) => 0;

    /// <inheritdoc/>
    internal override BadCell Bad(int record, int column, NumberFault fault, long number) =>
        base.Bad(record, column, fault, number) with { IsText = _piece!.Column(column).IsText };

    /// <summary>Takes the records that a piece has read.</summary>
    internal void Set(ParquetPiece piece, int[] columns, int count)
    {
        (_piece, _count) = (piece, count);
        for (int index = 0; index < _numbers.Length; index++)
        {
            piece.Column(columns[index]).CopyTo(_numbers[index], count);
        }
    }
}
