namespace L2Loss.Files;

/// <summary>Blocks of a piece with their keys: parsed on any thread.</summary>
internal sealed class KeyedBlocks
{
    private readonly RecordFile _file;
    private readonly int[] _columns;
    private readonly List<(RecordBlock Block, KeyBuffer Keys, int[] Rows)> _blocks = [];

    /// <summary>No blocks yet.</summary>
    /// <param name="file">The file, of which the columns are selected.</param>
    /// <param name="columns">Its columns that make the key.</param>
    internal KeyedBlocks(RecordFile file, int[] columns)
    {
        _file = file;
        _columns = columns;
    }

    /// <summary>The number of blocks.</summary>
    internal int Count { get; private set; }

    /// <summary>A block, its keys, and a place for the rows of the other file.</summary>
    internal (RecordBlock Block, KeyBuffer Keys, int[] Rows) this[int index] => _blocks[index];

    /// <summary>All records in order, where the file allows it parsed ahead; each is gone with the next.</summary>
    internal static IEnumerable<KeyedBlocks> ReadAll(RecordFile file, int[] columns, CancellationToken cancellation) =>
        file.KeepsBlocks
            ? KeyedPiece.ReadAll(file, columns, cancellation).Select(piece => piece.Blocks)
            : ReadOneByOne(file, columns, cancellation);

    /// <summary>Reads all blocks of a piece, or only the next one where a block does not outlast it; false after the last.</summary>
    internal bool Read(RecordPiece piece, CancellationToken cancellation)
    {
        Count = 0;
        do
        {
            if (Count == _blocks.Count)
            {
                _blocks.Add((_file.CreateBlock(), new KeyBuffer(), new int[NumberColumn.Capacity]));
            }

            (RecordBlock block, KeyBuffer keys, _) = _blocks[Count];
            if (!piece.Read(block, cancellation))
            {
                break;
            }

            keys.Fill(block, _columns);
            if (!keys.ReadIntegers())
            {
                keys.ReadHashes();
            }

            Count++;
        }
        while (_file.KeepsBlocks);

        return Count > 0;
    }

    private static IEnumerable<KeyedBlocks> ReadOneByOne(RecordFile file, int[] columns, CancellationToken cancellation)
    {
        var blocks = new KeyedBlocks(file, columns);
        while (file.ReadPiece(cancellation) is RecordPiece piece)
        {
            using (piece)
            {
                while (blocks.Read(piece, cancellation))
                {
                    yield return blocks;
                }
            }
        }
    }
}
