using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>
/// The predicted side of a join in memory: of every record its key and the numbers asked for, and which record of the
/// other side took it.
/// </summary>
/// <remarks>
/// Rows are numbered from 0 on, as the records of the file. Once all are read, several threads may find and take rows.
/// </remarks>
internal sealed class HeldRecords
{
    private readonly HeldKeys _keys;
    private readonly HeldLines _lines = new();
    private readonly Dictionary<int, BadLine?> _malformed = [];

    // Positions in a block.
    private readonly List<int> _bad = [];

    private HeldRecords(IReadOnlyList<string> names, int[] keys, CancellationToken cancellation)
    {
        Names = names;
        Columns = [.. names.Select(_ => new HeldColumn())];
        _keys = new HeldKeys(keys.Length, cancellation);
    }

    /// <summary>The names of the columns that are held.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The columns that are held.</summary>
    internal HeldColumn[] Columns { get; }

    /// <summary>The number of records.</summary>
    internal int Count => _keys.Count;

    /// <summary>Reads a file to its end.</summary>
    /// <param name="file">The file, of which nothing has been read but its columns.</param>
    /// <param name="keys">The columns that make the key.</param>
    /// <param name="numbers">The columns to hold.</param>
    /// <param name="reader">How text is read as a number.</param>
    /// <param name="keepsTexts">Whether their text is kept too, and not only where it is no number.</param>
    /// <param name="progress">Is called now and then.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MalformedFileException">The file breaks off or breaks its format.</exception>
    /// <exception cref="IOException">The file cannot be read, or has more records than can be held.</exception>
    internal static HeldRecords Read(
        RecordFile file,
        int[] keys,
        int[] numbers,
        NumberReader reader,
        bool keepsTexts,
        Action progress,
        CancellationToken cancellation)
    {
        file.Select(new ColumnSelection(numbers, keys, reader));
        var held = new HeldRecords([.. numbers.Select(column => file.Columns[column])], keys, cancellation);
        foreach (KeyedBlocks blocks in ReadAhead(file, keys, cancellation))
        {
            for (int i = 0; i < blocks.Count; i++)
            {
                (RecordBlock block, KeyBuffer buffer, _) = blocks[i];
                foreach (NumberColumn column in block.Numbers)
                {
                    column.MarkMissing(reader);
                }

                held.Add(block, buffer, numbers, keepsTexts);
                cancellation.ThrowIfCancellationRequested();
            }

            progress();
        }

        held._keys.Complete();
        return held;
    }

    /// <summary>The first records of the keys of a block of the other side.</summary>
    /// <inheritdoc cref="HeldKeys.Find"/>
    internal void Find(KeyBuffer keys, Span<int> rows) => _keys.Find(keys, rows);

    /// <summary>The key of a record.</summary>
    internal RecordKey Key(int row) => _keys[row];

    /// <summary>The key of the first record that has one.</summary>
    internal RecordKey FirstKey => Enumerable.Range(0, Count).Where(row => !_malformed.ContainsKey(row)).Select(Key).FirstOrDefault();

    /// <summary>True for a record whose key an earlier one has.</summary>
    internal bool IsRepeated(int row) => _keys.IsRepeated(row);

    /// <summary>The first record with the key of a record.</summary>
    internal int FirstRow(int row) => _keys.FirstRow(row);

    /// <summary>The line on which a record starts; 0 in a format without lines.</summary>
    internal long Line(int row) => _lines[row];

    /// <summary>True for a record without values, which has no key either, and what its line holds.</summary>
    internal bool IsMalformed(int row, out BadLine? line) => _malformed.TryGetValue(row, out line);

    /// <inheritdoc cref="HeldKeys.Taker"/>
    internal long Taker(int row) => _keys.Taker(row);

    /// <inheritdoc cref="HeldKeys.Take"/>
    internal long Take(int row, long taker) => _keys.Take(row, taker);

    /// <summary>All records in order; where the file allows it, several pieces are parsed at once.</summary>
    private static IEnumerable<KeyedBlocks> ReadAhead(RecordFile file, int[] keys, CancellationToken cancellation)
    {
        if (!file.KeepsBlocks)
        {
            var blocks = new KeyedBlocks(file, keys);
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

            yield break;
        }

        var free = new ConcurrentBag<KeyedBlocks>();
        IEnumerable<(RecordPiece Piece, KeyedBlocks Blocks)> pieces = PiecesAhead.Run(
            file,
            Environment.ProcessorCount,
            (piece, _, stop) => (piece, Read(piece, free.TryTake(out KeyedBlocks? blocks) ? blocks : new KeyedBlocks(file, keys), stop)),
            done => done.piece.Dispose(),
            cancellation);
        foreach ((_, KeyedBlocks blocks) in pieces)
        {
            yield return blocks;
            free.Add(blocks);
        }
    }

    private static KeyedBlocks Read(RecordPiece piece, KeyedBlocks blocks, CancellationToken cancellation)
    {
        try
        {
            blocks.Read(piece, cancellation);
            return blocks;
        }
        catch
        {
            piece.Dispose();
            throw;
        }
    }

    private void Add(RecordBlock block, KeyBuffer keys, int[] numbers, bool keepsTexts)
    {
        int first = Count;
        if (first > NumberIndex.MaximumCount - block.Count)
        {
            throw new IOException($"It has more than {NumberIndex.MaximumCount} records, too many for the predicted side of a join.");
        }

        _lines.Add(block);
        for (int record = 0; record < block.Count; record++)
        {
            NumberFault fault = block.Fault(record);
            if (fault == NumberFault.None)
            {
                _keys.Add(keys, record);
            }
            else
            {
                _keys.Add();
                _malformed.Add(first + record, block.Bad(record, 0, fault, 0).BadLine);
            }
        }

        for (int i = 0; i < Columns.Length; i++)
        {
            _bad.Clear();
            Columns[i].Add(block.Numbers[i], _bad);
            foreach (int record in keepsTexts ? Enumerable.Range(0, block.Count) : _bad)
            {
                Columns[i].Keep(first + record, block.Text(record, numbers[i]));
            }
        }
    }
}
