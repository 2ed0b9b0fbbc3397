namespace L2Loss.Files;

/// <summary>A piece of a file that holds whole records. Parsed once, on one thread.</summary>
internal abstract class RecordPiece : IDisposable
{
    /// <summary>
    /// Parses the next records, at most <see cref="NumberColumn.Capacity"/>, into a block; false after the last.
    /// </summary>
    /// <param name="block">The block, of the same file.</param>
    /// <param name="cancellation">Ends a long read with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MalformedFileException">The piece breaks the format of its file.</exception>
    internal abstract bool Read(RecordBlock block, CancellationToken cancellation);

    /// <summary>Gives the memory of the piece back for the next one.</summary>
    public abstract void Dispose();
}
