namespace L2Loss.Files;

/// <summary>
/// An open file of records: its columns, then its records piece by piece. Pieces come in order from one thread; each may
/// be parsed on any.
/// </summary>
internal abstract class RecordFile : IDisposable
{
    private ColumnSelection? _selection;

    /// <summary>The names of the columns, without white space around them, as the file spells them.</summary>
    internal abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The names of columns that hold lists or structures, and so no values that could be selected.</summary>
    internal virtual IReadOnlyList<string> NestedColumns => [];

    /// <summary>What separates the values of text; null in other formats.</summary>
    internal virtual char? Delimiter => null;

    /// <summary>How the file turned out to be written, in a few words.</summary>
    internal virtual string Description => string.Empty;

    /// <summary>How it was asked to be read; null where it was not opened by its path.</summary>
    internal TextOptions? Options { get; set; }

    /// <summary>The size of the file in bytes, as it was when it was opened.</summary>
    internal abstract long Length { get; }

    /// <summary>How many bytes of it have been read.</summary>
    internal abstract long Position { get; }

    /// <summary>True where a piece can be parsed only after the one before it.</summary>
    internal virtual bool IsSequential => false;

    /// <summary>True where a block stays as it is while others of its piece are read.</summary>
    internal virtual bool KeepsBlocks => false;

    /// <summary>The columns that are wanted.</summary>
    internal ColumnSelection Selection => _selection ?? throw new InvalidOperationException("Select columns first.");

    /// <summary>Says which columns are wanted, as positions in <see cref="Columns"/>; before the first piece.</summary>
    internal virtual void Select(ColumnSelection selection) => _selection = selection;

    /// <summary>A block to parse pieces into, after <see cref="Select"/>; each thread needs its own.</summary>
    internal abstract RecordBlock CreateBlock();

    /// <summary>The next piece of the file; null after the last.</summary>
    /// <param name="cancellation">Ends a long read with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MalformedFileException">The file breaks off or breaks its format.</exception>
    /// <exception cref="IOException">The file cannot be read, or changed while it was read.</exception>
    internal abstract RecordPiece? ReadPiece(CancellationToken cancellation);

    /// <summary>All records in order on this thread, in a block that holds other ones at each turn.</summary>
    /// <inheritdoc cref="ReadPiece"/>
    internal IEnumerable<RecordBlock> ReadBlocks(CancellationToken cancellation)
    {
        RecordBlock block = CreateBlock();
        while (ReadPiece(cancellation) is RecordPiece piece)
        {
            using (piece)
            {
                while (piece.Read(block, cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return block;
                }
            }
        }
    }

    /// <inheritdoc/>
    public abstract void Dispose();
}
