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
    internal override RecordKey FirstPredictedKey => _predicted.FirstKey;

    /// <inheritdoc/>
    internal override HeldRecords ReadUnmatched(CancellationToken cancellation) => _predicted;

    /// <inheritdoc/>
    protected override JoinedPiece? ReadPiece(long number, CancellationToken cancellation) =>
        Actual.ReadPiece(cancellation) is RecordPiece piece ? new JoinedPiece(this, number, piece, _predicted) : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Nothing is its own.
    }
}
