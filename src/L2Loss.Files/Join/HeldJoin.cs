namespace L2Loss.Files;

/// <summary>A join whose predicted side is in memory.</summary>
internal sealed class HeldJoin : JoinedFile
{
    private readonly HeldRecords _predicted;

    /// <inheritdoc cref="JoinedFile(RecordFile, int[], IReadOnlyList{string})"/>
    internal HeldJoin(RecordFile actual, int[] keys, HeldRecords predicted)
        : base(actual, keys, predicted.Names) =>
        _predicted = predicted;

    /// <inheritdoc/>
    protected override bool HasPredicted => _predicted.Count > 0;

    /// <inheritdoc/>
    internal override PointWatch? PredictedPoints => _predicted.Points;

    /// <inheritdoc/>
    internal override RecordKey FirstPredictedKey => _predicted.FirstKey;

    /// <inheritdoc/>
    internal override HeldRecords ReadUnmatched(CancellationToken cancellation) => _predicted;

    /// <inheritdoc/>
    protected override JoinedPiece? ReadPiece(long number, CancellationToken cancellation) =>
        Actual.ReadPiece(cancellation) is RecordPiece piece ? new Piece(this, number, piece) : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Nothing is its own.
    }

    private sealed class Piece(HeldJoin file, long number, RecordPiece actual) : JoinedPiece(file, number, file._predicted)
    {
        internal override KeyedBlocks? Read(KeyedBlocks blocks, CancellationToken cancellation) =>
            blocks.Read(actual, cancellation) ? blocks : null;

        internal override void Find(KeyBuffer keys, Span<int> rows) => Predicted.Find(keys, rows);

        internal override void EndTaking(int matches)
        {
            // Others may still take what is left.
        }

        private protected override void GiveBack() => actual.Dispose();
    }
}
