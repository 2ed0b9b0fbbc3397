namespace L2Loss.Files;

/// <summary>A piece of the actual file, whose records have their predictions for good when it is its turn.</summary>
internal sealed class JoinedPiece : RecordPiece
{
    private readonly JoinedFile _file;
    private readonly IDisposable _actual;

    /// <summary>A piece that is still to be parsed.</summary>
    /// <param name="file">The file that it is of.</param>
    /// <param name="number">Its number, from 0 on.</param>
    /// <param name="actual">The piece of the actual file.</param>
    /// <param name="predicted">What its predictions are looked for in.</param>
    internal JoinedPiece(JoinedFile file, long number, RecordPiece actual, HeldRecords predicted)
        : this(file, number, (IDisposable)actual, predicted)
    {
    }

    /// <summary>A piece whose records, and those that they are looked for in, have whole numbers in ascending order as their keys.</summary>
    /// <inheritdoc cref="JoinedPiece(JoinedFile, long, RecordPiece, HeldRecords)"/>
    internal JoinedPiece(JoinedFile file, long number, KeyedPiece actual, HeldRecords predicted)
        : this(file, number, (IDisposable)actual, predicted)
    {
    }

    private JoinedPiece(JoinedFile file, long number, IDisposable actual, HeldRecords predicted)
    {
        _file = file;
        _actual = actual;
        Number = number;
        Predicted = predicted;
    }

    /// <summary>What its predictions are looked for in.</summary>
    internal HeldRecords Predicted { get; }

    /// <summary>Its number, from 0 on.</summary>
    internal long Number { get; }

    /// <summary>The records read so far, below 2^32.</summary>
    internal long Records { get; set; }

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block, CancellationToken cancellation) =>
        ((JoinedBlock)block).Fill(this, cancellation);

    /// <summary>Parses its blocks into some, unless that was done before; null where there are no more.</summary>
    internal KeyedBlocks? Read(KeyedBlocks blocks, CancellationToken cancellation)
    {
        if (_actual is RecordPiece piece)
        {
            return blocks.Read(piece, cancellation) ? blocks : null;
        }

        KeyedBlocks parsed = ((KeyedPiece)_actual).Blocks;
        return Records == 0 && parsed.Count > 0 ? parsed : null;
    }

    /// <summary>Finds the predictions of the keys of a block; -1 where there is none.</summary>
    internal void Find(KeyBuffer keys, Span<int> rows)
    {
        if (_actual is KeyedPiece)
        {
            Predicted.FindInOrder(keys, rows);
        }
        else
        {
            Predicted.Find(keys, rows);
        }
    }

    /// <summary>Waits until all pieces before have had their turn.</summary>
    internal void BeginTurn() => _file.BeginTurn(Number);

    /// <summary>Lets the next piece have its turn.</summary>
    internal void EndTurn() => _file.EndTurn(Number);

    /// <inheritdoc cref="JoinedFile.TakeLost"/>
    internal IReadOnlyList<long> TakeLost() => _file.TakeLost(Number);

    /// <inheritdoc/>
    public override void Dispose()
    {
        try
        {
            _actual.Dispose();
            _file.Return(Predicted);
        }
        finally
        {
            // Later pieces wait for it.
            EndTurn();
        }
    }
}
