namespace L2Loss.Files;

/// <summary>
/// The predicted side of a join in memory: of every record its key and the numbers asked for, and which record of the
/// other side took it.
/// </summary>
/// <remarks>Rows are numbered from 0 on, as the records of the file. Not for several threads.</remarks>
internal sealed class HeldRecords
{
    private readonly HeldKeys _keys;
    private readonly KeyBuffer _buffer = new(ignoresCase: true);
    private readonly HeldLines _lines = new();
    private readonly Dictionary<int, BadLine?> _malformed = [];

    private HeldRecords(IReadOnlyList<string> names, int[] keys)
    {
        Names = names;
        Columns = [.. names.Select(_ => new HeldColumn())];
        _keys = new HeldKeys(keys);
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
        var held = new HeldRecords([.. numbers.Select(column => file.Columns[column])], keys);
        foreach (RecordBlock block in file.ReadBlocks(cancellation))
        {
            foreach (NumberColumn column in block.Numbers)
            {
                column.MarkMissing(reader);
            }

            held.Add(block, keys, numbers, keepsTexts);
            progress();
        }

        held._keys.Complete();
        return held;
    }

    /// <summary>The first records of the keys of a block of the other side.</summary>
    /// <inheritdoc cref="HeldKeys.Find"/>
    internal void Find(KeyBuffer keys, RecordBlock block, int[] columns, Span<int> rows) => _keys.Find(keys, block, columns, rows);

    /// <summary>The key of a record.</summary>
    internal RecordKey Key(int row) => _keys[row];

    /// <summary>True for a record whose key an earlier one has.</summary>
    internal bool IsRepeated(int row) => _keys.IsRepeated(row);

    /// <summary>The first record with the key of a record.</summary>
    internal int FirstRow(int row) => _keys.FirstRow(row);

    /// <summary>The line on which a record starts; 0 in a format without lines.</summary>
    internal long Line(int row) => _lines[row];

    /// <summary>True for a record without values, which has no key either, and what its line holds.</summary>
    internal bool IsMalformed(int row, out BadLine? line) => _malformed.TryGetValue(row, out line);

    /// <summary>The record of the other side that took a record; 0 or less while none has.</summary>
    internal long Partner(int row) => _keys.Partner(row);

    /// <summary>Gives a record to one of the other side; false where another has taken it.</summary>
    internal bool TryTake(int row, long partner) => _keys.TryTake(row, partner);

    private void Add(RecordBlock block, int[] keys, int[] numbers, bool keepsTexts)
    {
        _buffer.Fill(block, keys);
        _lines.Add(block);
        for (int record = 0; record < block.Count; record++)
        {
            if (Count == Array.MaxLength)
            {
                throw new IOException($"It has more than {Count} records, too many for the predicted side of a join.");
            }

            int row = Count;
            if (block.Fault(record) == NumberFault.None)
            {
                _keys.Add(_buffer, block, record);
            }
            else
            {
                _keys.Add();
                _malformed.Add(row, block.Bad(record, 0, block.Fault(record), 0).BadLine);
            }

            for (int i = 0; i < Columns.Length; i++)
            {
                if (!Columns[i].Add(block.Numbers[i], record) || keepsTexts)
                {
                    Columns[i].Keep(row, block.Text(record, numbers[i]));
                }
            }
        }
    }
}
