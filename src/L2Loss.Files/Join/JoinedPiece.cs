namespace L2Loss.Files;

/// <summary>A piece of the actual file, whose records get their predictions.</summary>
internal sealed class JoinedPiece : RecordPiece
{
    private readonly RecordPiece _actual;

    internal JoinedPiece(RecordPiece actual) => _actual = actual;

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block) => ((JoinedBlock)block).Fill(_actual);

    /// <inheritdoc/>
    public override void Dispose() => _actual.Dispose();
}
