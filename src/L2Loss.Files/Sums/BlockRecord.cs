namespace L2Loss.Files;

/// <summary>A record of a block of a file, which moves from one to the next.</summary>
internal sealed class BlockRecord : IRecord
{
    private readonly int[] _columns;

    /// <summary>A record whose numbers are in these columns.</summary>
    internal BlockRecord(int[] columns) => _columns = columns;

    /// <summary>The block that holds it.</summary>
    internal RecordBlock Block { get; private set; } = null!;

    /// <summary>Its position in the block.</summary>
    internal int Position { get; set; }

    /// <summary>The number of records before the block.</summary>
    internal long Before { get; private set; }

    /// <inheritdoc/>
    public long Index => Before + Position + 1;

    /// <summary>Goes to the start of a block.</summary>
    internal void Enter(RecordBlock block, long before) => (Block, Before, Position) = (block, before, 0);

    /// <inheritdoc/>
    public NumberFault Read(int part, out Number number) => Block.Numbers[part].Read(Position, out number);

    /// <inheritdoc/>
    public string? Text(int part) => Block.Value(Position, _columns[part]) as string;

    /// <summary>The cell for which it is left out.</summary>
    internal BadCell Bad(int part, NumberFault fault) => Block.Bad(Position, _columns[part], fault, Index);
}
