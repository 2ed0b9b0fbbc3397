namespace L2Loss.Files;

/// <summary>
/// Two files joined by key, as one: the columns of the actual file, then those held of the predicted one. First the records of
/// the actual file in order, then the predicted records that no actual one took.
/// </summary>
/// <remarks>
/// An unmatched record, or whose key was there before, has that as its fault in all columns. The first of two
/// actual records with the same key takes the prediction, so pieces take theirs one after another.
/// </remarks>
internal sealed class JoinedFile : RecordFile
{
    private readonly RecordFile _actual;
    private readonly int _actualColumns;
    private readonly object _lock = new();
    private long _records;
    private long _pieces;
    private long _turn;
    private int[] _actualNumbers = [];
    private bool _isAtEnd;
    private bool _hasMatch;

    /// <summary>Joins a file with held records.</summary>
    /// <param name="actual">The file of actual values, of which nothing has been read but its columns; it is closed by
    /// who opened it.</param>
    /// <param name="keys">Its columns that make the key.</param>
    /// <param name="predicted">The predicted values.</param>
    internal JoinedFile(RecordFile actual, int[] keys, HeldRecords predicted)
    {
        _actual = actual;
        _actualColumns = actual.Columns.Count;
        Keys = keys;
        Predicted = predicted;
        Columns = [.. actual.Columns, .. predicted.Names];
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    internal override long Length => _actual.Length;

    /// <inheritdoc/>
    internal override long Position => _actual.Position;

    /// <inheritdoc/>
    internal override bool IsSequential => _actual.IsSequential || !_actual.KeepsBlocks;

    /// <summary>The columns of the actual file that make the key.</summary>
    internal int[] Keys { get; }

    /// <summary>The predicted side.</summary>
    internal HeldRecords Predicted { get; }

    /// <summary>The key of the first record of the actual file; none before it was read.</summary>
    internal RecordKey FirstKey { get; private set; }

    /// <summary>True where both files have had records, and no key of one was in the other.</summary>
    internal bool HasOnlyStrangers => _records > 0 && Predicted.Count > 0 && !_hasMatch;

    /// <summary>The columns to read as numbers.</summary>
    internal int[] Numbers { get; private set; } = [];

    /// <inheritdoc/>
    internal override void Select(ColumnSelection selection)
    {
        Numbers = selection.Numbers;
        _actualNumbers = [.. selection.Numbers.Where(column => column < _actualColumns)];
        int[] texts = [.. selection.Texts.Where(column => column < _actualColumns).Union(Keys)];
        _actual.Select(new ColumnSelection(_actualNumbers, texts, selection.Reader));
    }

    /// <inheritdoc/>
    internal override RecordBlock CreateBlock() => new JoinedBlock(this, new KeyedBlocks(_actual, Keys));

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        if (_isAtEnd)
        {
            return null;
        }

        RecordPiece? piece = _actual.ReadPiece(cancellation);
        _isAtEnd = piece is null;
        long number = _pieces++;
        return piece is null ? new UnmatchedPiece(this, number) : new JoinedPiece(this, piece, number);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Nothing is its own.
    }

    /// <summary>The position of a column among those held of the predicted file; -1 for one of the actual file.</summary>
    internal int HeldColumn(int column) => column < _actualColumns ? -1 : column - _actualColumns;

    /// <summary>Waits until all pieces before one have had their turn.</summary>
    internal void BeginTurn(long piece)
    {
        lock (_lock)
        {
            while (_turn < piece)
            {
                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Ends the turn of a piece, or leaves it out.</summary>
    internal void EndTurn(long piece)
    {
        BeginTurn(piece);
        lock (_lock)
        {
            _turn = Math.Max(_turn, piece + 1);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Goes on to the next record of the actual file, which has no key.</summary>
    internal void Pass() => _records++;

    /// <summary>Gives the next record of the actual file its prediction.</summary>
    /// <param name="actual">The block that has it.</param>
    /// <param name="record">Its position there.</param>
    /// <param name="row">The first predicted record of its key; -1 where there is none.</param>
    internal NumberFault Take(RecordBlock actual, int record, int row)
    {
        if (_records++ == 0)
        {
            FirstKey = RecordKey.Of(actual, record, Keys);
        }

        _hasMatch |= row >= 0;
        return row < 0 ? NumberFault.UnmatchedActual
            : Predicted.TryTake(row, _records) ? NumberFault.None
            : NumberFault.DuplicateKey;
    }
}
