namespace L2Loss.Files;

/// <summary>The next rows of a data reader.</summary>
internal sealed class DataReaderPiece(DataReaderFile file, int blocks) : RecordPiece
{
    private int _left = blocks;

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block, CancellationToken cancellation) =>
        _left-- > 0 && file.Read((DataReaderBlock)block, cancellation);

    /// <inheritdoc/>
    public override void Dispose()
    {
        // It holds nothing of its own.
    }
}
