namespace L2Loss.Files;

/// <summary>
/// The predicted side of a join in memory, or a part of it: of every record its key and the numbers asked for, and which
/// record of the other side took it.
/// </summary>
/// <remarks>
/// Rows are numbered from 0 on. Once all are read, several threads may find and take rows.
/// </remarks>
internal sealed class HeldRecords
{
    private readonly HeldKeys _keys;
    private readonly HeldLines _lines = new();
    private readonly Dictionary<int, BadLine?> _malformed = [];

    // Positions in a block.
    private readonly List<int> _bad = [];

    // Of rows that are not all records of the file.
    private readonly Chunks<long> _numbers = new();

    /// <summary>No records yet.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="width">The number of values of a key.</param>
    /// <param name="cancellation">Ends what takes long with an <see cref="OperationCanceledException"/>.</param>
    internal HeldRecords(IReadOnlyList<string> names, int width, CancellationToken cancellation)
    {
        Names = names;
        Columns = [.. names.Select(_ => new HeldColumn())];
        _keys = new HeldKeys(width, cancellation);
    }

    /// <summary>The names of the columns that are held.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>What may be thousands in the columns of a file that was read; null where that is no question.</summary>
    internal PointWatch? Points { get; private set; }

    /// <summary>How many records of the file come before them.</summary>
    internal long Before { get; private set; }

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
        var held = new HeldRecords([.. numbers.Select(column => file.Columns[column])], keys.Length, cancellation);
        held.Points = PointWatch.For(reader, numbers.Length);
        var record = new BlockRecord(numbers);
        foreach (KeyedBlocks blocks in KeyedBlocks.ReadAll(file, keys, cancellation))
        {
            for (int i = 0; i < blocks.Count; i++)
            {
                (RecordBlock block, KeyBuffer buffer, _) = blocks[i];
                block.MarkMissing(reader);
                record.Enter(block, held.Count);
                held.Points?.Look(record);
                held.Add(block, buffer, 0, block.Count, numbers, keepsTexts);
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

    /// <inheritdoc cref="HeldKeys.FindInOrder"/>
    internal void FindInOrder(KeyBuffer keys, Span<int> rows) => _keys.FindInOrder(keys, rows);

    /// <summary>Begins anew, with records of the file before which there are so many.</summary>
    internal void Begin(long before)
    {
        Before = before;
        _keys.Clear();
        _lines.Clear();
        foreach (HeldColumn column in Columns)
        {
            column.Clear();
        }
    }

    /// <summary>Adds the rows of others that nobody took; of those only the key is held, which is a whole number.</summary>
    internal void AddUnmatched(HeldRecords others)
    {
        for (int row = 0; row < others.Count; row++)
        {
            if (others.Taker(row) == 0)
            {
                _keys.Add(others._keys.Number(row));
                _lines.Add(others.Line(row));
                _numbers.Add(others.Number(row));
            }
        }
    }

    /// <summary>The key of a record.</summary>
    internal RecordKey Key(int row) => _keys[row];

    /// <summary>The key of the first record that has one.</summary>
    internal RecordKey FirstKey => Enumerable.Range(0, Count).Where(row => !_malformed.ContainsKey(row)).Select(Key).FirstOrDefault();

    /// <summary>True for a record whose key an earlier one has.</summary>
    internal bool IsRepeated(int row) => _keys.IsRepeated(row);

    /// <summary>The first record with the key of a record.</summary>
    internal int FirstRow(int row) => _keys.FirstRow(row);

    /// <summary>The number of a record in the file, from 1 on.</summary>
    internal long Number(int row) => row < _numbers.Count ? _numbers[row] : Before + row + 1;

    /// <summary>The line on which a record starts; 0 in a format without lines.</summary>
    internal long Line(int row) => _lines[row];

    /// <summary>True for a record without values, which has no key either, and what its line holds.</summary>
    internal bool IsMalformed(int row, out BadLine? line) => _malformed.TryGetValue(row, out line);

    /// <inheritdoc cref="HeldKeys.Taker"/>
    internal long Taker(int row) => _keys.Taker(row);

    /// <inheritdoc cref="HeldKeys.Take"/>
    internal long Take(int row, long taker) => _keys.Take(row, taker);

    /// <summary>Adds records of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="start">The first record.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="numbers">Their columns.</param>
    /// <param name="keepsTexts">Whether their text is kept too, and not only where it is no number.</param>
    internal void Add(RecordBlock block, KeyBuffer keys, int start, int end, int[] numbers, bool keepsTexts)
    {
        int before = Count - start;
        if (Count > NumberIndex.MaximumCount - (end - start))
        {
            throw new IOException($"It has more than {NumberIndex.MaximumCount} records, too many for the predicted side of a join.");
        }

        _lines.Add(block, start, end);
        int good = start;
        for (int record = start; block.HasFaults && record < end; record++)
        {
            NumberFault fault = block.Fault(record);
            if (fault != NumberFault.None)
            {
                _keys.Add(keys, good, record);
                _keys.Add();
                _malformed.Add(before + record, block.Bad(record, 0, fault, 0).BadLine);
                good = record + 1;
            }
        }

        _keys.Add(keys, good, end);
        for (int i = 0; i < Columns.Length; i++)
        {
            _bad.Clear();
            Columns[i].Add(block.Numbers[i], start, end, _bad);
            foreach (int record in keepsTexts ? Enumerable.Range(start, end - start) : _bad)
            {
                Columns[i].Keep(before + record, block.Text(record, numbers[i]));
            }
        }
    }
}
