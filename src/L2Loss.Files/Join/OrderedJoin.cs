using System.Collections.Concurrent;
using System.Globalization;

namespace L2Loss.Files;

/// <summary>
/// A join of two files that are both in a <see cref="KeyOrder"/>: only those predicted records are in memory that the pieces
/// at hand need, and of the unmatched ones their keys.
/// </summary>
internal sealed class OrderedJoin : JoinedFile
{
    /// <summary>The length in bytes of a predicted file that is worth reading twice rather than being held.</summary>
    internal const long LeastLength = 1 << 24;

    private readonly RecordFile _predicted;
    private readonly int[] _predictedKeys;
    private readonly int[] _predictedNumbers;
    private readonly NumberReader _reader;
    private readonly BlockRecord _watched;
    private readonly KeyOrder _actualOrder = new();
    private readonly KeyOrder _predictedOrder = new();
    private readonly ConcurrentBag<HeldRecords> _free = [];
    private readonly HeldRecords _unmatched;
    private IEnumerator<KeyedPiece>? _actualPieces;
    private IEnumerator<KeyedBlocks>? _predictedBlocks;
    private long? _firstKey;
    private long _read;
    private long _count;

    // Where the predicted records are that are next.
    private int _block;
    private int _record;
    private bool _isAtEnd;

    /// <summary>Joins two files in order.</summary>
    /// <param name="actual">The file of actual values; of both nothing has been read but their columns, and who opened them
    /// closes them.</param>
    /// <param name="keys">The column that is its key.</param>
    /// <param name="predicted">The file of predicted values.</param>
    /// <param name="predictedKeys">The column that is its key.</param>
    /// <param name="numbers">The predicted columns.</param>
    /// <param name="reader">How text is read as a number.</param>
    internal OrderedJoin(
        RecordFile actual, int[] keys, RecordFile predicted, int[] predictedKeys, int[] numbers, NumberReader reader)
        : base(actual, keys, [.. numbers.Select(column => predicted.Columns[column])])
    {
        _predicted = predicted;
        _predictedKeys = predictedKeys;
        _predictedNumbers = numbers;
        _reader = reader;
        _watched = new BlockRecord(numbers);
        PredictedPoints = PointWatch.For(reader, numbers.Length);
        _unmatched = NewPart();
        predicted.Select(new ColumnSelection(numbers, predictedKeys, reader));
    }

    /// <inheritdoc/>
    protected override bool HasPredicted => _firstKey is not null;

    /// <inheritdoc/>
    internal override PointWatch? PredictedPoints { get; }

    /// <inheritdoc/>
    internal override RecordKey FirstPredictedKey =>
        _firstKey is long key ? RecordKey.Of(key.ToString(CultureInfo.InvariantCulture)) : default;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _actualPieces?.Dispose();
        _predictedBlocks?.Dispose();
    }

    /// <inheritdoc/>
    protected override JoinedPiece? ReadPiece(long number, CancellationToken cancellation)
    {
        _actualPieces ??= KeyedPiece.ReadAll(Actual, Keys, cancellation).GetEnumerator();
        if (!_actualPieces.MoveNext())
        {
            return null;
        }

        KeyedPiece actual = _actualPieces.Current;
        if (!_actualOrder.GoesOn(actual.Blocks))
        {
            throw new IOException("The file changed while it was read.");
        }

        HeldRecords part = TakePart(_actualOrder.Last, cancellation);
        return new Piece(this, number, actual.Take(), part);
    }

    /// <inheritdoc/>
    internal override HeldRecords ReadUnmatched(CancellationToken cancellation)
    {
        while (!_isAtEnd)
        {
            HeldRecords part = TakePart(long.MaxValue, cancellation);
            _unmatched.AddUnmatched(part);
            _free.Add(part);
        }

        return _unmatched;
    }

    private HeldRecords NewPart() => new(PredictedColumns, 1, CancellationToken.None);

    /// <summary>The next predicted records up to a key, or as many as are at hand.</summary>
    private HeldRecords TakePart(long last, CancellationToken cancellation)
    {
        HeldRecords part = _free.TryTake(out HeldRecords? free) ? free : NewPart();
        part.Begin(_count);
        if (_predictedBlocks is null)
        {
            _predictedBlocks = KeyedBlocks.ReadAll(_predicted, _predictedKeys, cancellation).GetEnumerator();
            ReadBlocks();
        }

        while (!_isAtEnd && AddUntil(part, last))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return part;
    }

    /// <summary>Adds the records of a block up to a key; false where it has others behind it.</summary>
    private bool AddUntil(HeldRecords part, long last)
    {
        (RecordBlock block, KeyBuffer keys, _) = _predictedBlocks!.Current[_block];
        int found = keys.Integers[_record..].BinarySearch(last);
        int end = _record + (found < 0 ? ~found : found + 1);
        part.Add(block, keys, _record, end, _predictedNumbers, false);
        _count += end - _record;
        _record = end;
        if (end < block.Count)
        {
            return false;
        }

        (_block, _record) = (_block + 1, 0);
        if (_block == _predictedBlocks.Current.Count)
        {
            ReadBlocks();
        }

        return true;
    }

    private void ReadBlocks()
    {
        _block = 0;
        try
        {
            do
            {
                _isAtEnd = !_predictedBlocks!.MoveNext();
            }
            while (!_isAtEnd && _predictedBlocks.Current.Count == 0);
        }
        catch (Exception failure) when (failure is MalformedFileException or IOException)
        {
            // Who reads the actual file does not know that it is of the other one.
            throw new IOException($"The predicted file cannot be read any more: {failure.Message}", failure);
        }

        if (_isAtEnd)
        {
            return;
        }

        KeyedBlocks blocks = _predictedBlocks.Current;
        if (!_predictedOrder.GoesOn(blocks))
        {
            throw new IOException("The predicted file changed while it was read.");
        }

        _firstKey ??= blocks[0].Keys.Integers[0];
        for (int i = 0; i < blocks.Count; i++)
        {
            RecordBlock block = blocks[i].Block;
            block.MarkMissing(_reader);
            _watched.Enter(block, _read);
            PredictedPoints?.Look(_watched);
            _read += block.Count;
        }
    }

    private sealed class Piece(OrderedJoin file, long number, KeyedPiece actual, HeldRecords predicted)
        : JoinedPiece(file, number, predicted)
    {
        internal override KeyedBlocks? Read(KeyedBlocks blocks, CancellationToken cancellation) =>
            Records == 0 && actual.Blocks.Count > 0 ? actual.Blocks : null;

        internal override void Find(KeyBuffer keys, Span<int> rows) => Predicted.FindInOrder(keys, rows);

        internal override void EndTaking(int matches)
        {
            if (matches < Predicted.Count)
            {
                file._unmatched.AddUnmatched(Predicted);
            }
        }

        private protected override void GiveBack()
        {
            actual.Dispose();
            file._free.Add(Predicted);
        }
    }
}
