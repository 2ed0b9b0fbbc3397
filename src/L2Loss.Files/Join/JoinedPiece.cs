namespace L2Loss.Files;

/// <summary>A piece of the actual file, whose records have their predictions for good when it is its turn.</summary>
internal abstract class JoinedPiece : RecordPiece
{
    private readonly JoinedFile _file;

    /// <param name="file">The file that it is of.</param>
    /// <param name="number">Its number, from 0 on.</param>
    /// <param name="predicted">What its predictions are looked for in.</param>
    private protected JoinedPiece(JoinedFile file, long number, HeldRecords predicted)
    {
        _file = file;
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

    /// <summary>Its records with their keys, or the next of them; null where there are no more.</summary>
    /// <param name="blocks">May be filled with them.</param>
    /// <param name="cancellation">Ends a long read with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MalformedFileException">The piece breaks the format of its file.</exception>
    internal abstract KeyedBlocks? Read(KeyedBlocks blocks, CancellationToken cancellation);

    /// <inheritdoc cref="HeldKeys.Find"/>
    internal abstract void Find(KeyBuffer keys, Span<int> rows);

    /// <summary>Is told in its turn how many predictions were taken.</summary>
    internal abstract void EndTaking(int matches);

    /// <summary>Waits until all pieces before have had their turn.</summary>
    internal void BeginTurn() => _file.BeginTurn(Number);

    /// <summary>Lets the next piece have its turn.</summary>
    internal void EndTurn() => _file.EndTurn(Number);

    /// <inheritdoc cref="JoinedFile.TakeLost"/>
    internal IReadOnlyList<long> TakeLost() => _file.TakeLost(Number);

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        try
        {
            GiveBack();
        }
        finally
        {
            // Later pieces wait for it.
            EndTurn();
        }
    }

    /// <summary>Gives the memory of the piece back for the next one.</summary>
    private protected abstract void GiveBack();
}
