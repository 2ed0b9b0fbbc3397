namespace L2Loss.Files;

/// <summary>A piece of the actual file, whose records have their predictions for good when it is its turn.</summary>
internal sealed class JoinedPiece : RecordPiece
{
    private readonly JoinedFile _file;
    private readonly RecordPiece _actual;

    /// <param name="file">The file that it is of.</param>
    /// <param name="actual">The piece of the actual file.</param>
    /// <param name="number">Its number, from 0 on.</param>
    internal JoinedPiece(JoinedFile file, RecordPiece actual, long number)
    {
        _file = file;
        _actual = actual;
        Number = number;
    }

    /// <summary>Its number, from 0 on.</summary>
    internal long Number { get; }

    /// <summary>The records read so far, below 2^32.</summary>
    internal long Records { get; set; }

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block, CancellationToken cancellation) =>
        ((JoinedBlock)block).Fill(_actual, this, cancellation);

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
        }
        finally
        {
            // Later pieces wait for it.
            EndTurn();
        }
    }
}
