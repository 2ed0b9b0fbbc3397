using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>
/// Two files joined by key, as one: the columns of the actual file, then those held of the predicted one. First the records of
/// the actual file in order, then the predicted records that no actual one took.
/// </summary>
/// <remarks>
/// An unmatched record, or whose key was there before, has that as its fault in all columns. The first of two
/// actual records with the same key takes the prediction. Several pieces take theirs at once; where one of an earlier piece
/// comes later, the other one loses it again, and knows by its turn, which comes piece by piece.
/// </remarks>
internal abstract class JoinedFile : RecordFile
{
    private readonly int _actualColumns;
    private readonly object _lock = new();
    private long _records;
    private long _pieces;
    private long _turn;
    private int[] _actualNumbers = [];

    private readonly PieceOrder _order = new();

    // Records that took a prediction before one of an earlier piece did, whose turn has not come yet.
    private readonly HashSet<long> _lost = [];
    private bool _isAtEnd;
    private bool _hasMatch;

    /// <summary>Joins a file with others.</summary>
    /// <param name="actual">The file of actual values, of which nothing has been read but its columns; it is closed by
    /// who opened it.</param>
    /// <param name="keys">Its columns that make the key.</param>
    /// <param name="predicted">The names of the predicted columns.</param>
    private protected JoinedFile(RecordFile actual, int[] keys, IReadOnlyList<string> predicted)
    {
        Actual = actual;
        _actualColumns = actual.Columns.Count;
        Keys = keys;
        PredictedColumns = predicted;
        Columns = [.. actual.Columns, .. predicted];
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    internal override long Length => Actual.Length;

    /// <inheritdoc/>
    internal override long Position => Actual.Position;

    /// <inheritdoc/>
    internal override bool IsSequential => Actual.IsSequential || !Actual.KeepsBlocks;

    /// <summary>The columns of the actual file that make the key.</summary>
    internal int[] Keys { get; }

    /// <summary>The names of the predicted columns.</summary>
    internal IReadOnlyList<string> PredictedColumns { get; }

    /// <summary>The file of actual values.</summary>
    protected RecordFile Actual { get; }

    /// <summary>True where the predicted file has had records.</summary>
    protected abstract bool HasPredicted { get; }

    /// <summary>What may be thousands in its columns, once it is read; null where that is no question.</summary>
    internal abstract PointWatch? PredictedPoints { get; }

    /// <summary>The key of its first record that has one.</summary>
    internal abstract RecordKey FirstPredictedKey { get; }

    /// <summary>The key of the first record of the actual file that has one; none before it was read.</summary>
    internal RecordKey FirstKey { get; private set; }

    /// <summary>True where both files have had records, and no key of one was in the other.</summary>
    internal bool HasNoMatch => _records > 0 && HasPredicted && !_hasMatch;

    /// <summary>The columns to read as numbers.</summary>
    internal int[] Numbers { get; private set; } = [];

    /// <inheritdoc/>
    internal override void Select(ColumnSelection selection)
    {
        Numbers = selection.Numbers;
        _actualNumbers = [.. selection.Numbers.Where(column => column < _actualColumns)];
        int[] texts = [.. selection.Texts.Where(column => column < _actualColumns).Union(Keys)];
        Actual.Select(new ColumnSelection(_actualNumbers, texts, selection.Reader));
    }

    /// <inheritdoc/>
    internal override RecordBlock CreateBlock() => new JoinedBlock(this, new KeyedBlocks(Actual, Keys));

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        if (_isAtEnd)
        {
            return null;
        }

        long number = _pieces++;
        RecordPiece? piece = ReadPiece(number, cancellation);
        _isAtEnd = piece is null;
        return piece ?? new UnmatchedPiece(this, number);
    }

    /// <summary>The next piece of the actual file with what its predictions are looked for in; null after the last.</summary>
    /// <inheritdoc cref="RecordFile.ReadPiece"/>
    protected abstract JoinedPiece? ReadPiece(long number, CancellationToken cancellation);

    /// <summary>What has the predicted records that no actual one took, after the last turn of the others.</summary>
    internal abstract HeldRecords ReadUnmatched(CancellationToken cancellation);

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

            if (_order.Count == piece)
            {
                _order.Add(_records);
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

    /// <summary>Counts records of the actual file, when it is their turn.</summary>
    /// <param name="records">How many.</param>
    /// <param name="hasMatch">Whether one of them has a prediction.</param>
    /// <param name="first">A block that begins with the first of them.</param>
    internal void CountRecords(long records, bool hasMatch, RecordBlock first)
    {
        for (int i = 0; FirstKey.Count == 0 && i < first.Count; i++)
        {
            FirstKey = first.Fault(i) == NumberFault.None ? RecordKey.Of(first, i, Keys) : default;
        }

        _records += records;
        _hasMatch |= hasMatch;
    }

    /// <summary>
    /// Gives a predicted record to the last record of a piece so far, which may lose it until the turn of the piece; false where
    /// an earlier one has taken it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryTake(int row, JoinedPiece piece)
    {
        long taker = PieceOrder.PlaceOf(piece.Number, piece.Records);
        long last = piece.Predicted.Take(row, taker);
        if (last > taker)
        {
            AddLost(last);
        }

        return last == 0 || last > taker;
    }

    /// <summary>The records of a piece that lost their prediction to one of an earlier piece, by their number in the piece.</summary>
    internal IReadOnlyList<long> TakeLost(long piece)
    {
        lock (_lock)
        {
            long[] lost = [.. _lost.Where(taker => PieceOrder.PieceOf(taker) == piece)];
            _lost.ExceptWith(lost);
            return Array.ConvertAll(lost, PieceOrder.RecordOf);
        }
    }

    /// <summary>The number of the record that took a predicted one, in the actual file.</summary>
    internal long RecordNumber(long taker)
    {
        lock (_lock)
        {
            return _order.NumberOf(taker);
        }
    }

    private void AddLost(long taker)
    {
        lock (_lock)
        {
            _lost.Add(taker);
        }
    }
}
