namespace L2Loss.Files;

/// <summary>A file without records, with the columns one would look for: what a file without even a header stands for.</summary>
internal sealed class EmptyFile : RecordFile
{
    internal EmptyFile(IReadOnlyList<string> columns) => Columns = columns;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    internal override long Length => 0;

    /// <inheritdoc/>
    internal override long Position => 0;

    /// <inheritdoc/>
    internal override void Select(ColumnSelection selection)
    {
        // Whatever is wanted, there is none.
    }

    /// <inheritdoc/>
    internal override RecordBlock CreateBlock() => new NoRecords();

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation) => null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // There is no file.
    }

    private sealed class NoRecords : RecordBlock
    {
        internal override int Count => 0;

        internal override NumberColumn[] Numbers => [];

        internal override string? Text(int record, int column) => null;

        internal override long Line(int record) => 0;
    }
}
