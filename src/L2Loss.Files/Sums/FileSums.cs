using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>Sums a whole file, several pieces of it at once; the result is the same for any number of threads.</summary>
internal sealed class FileSums
{
    private readonly RecordFile _file;
    private readonly NumberReader _reader;
    private readonly Func<RecordKey, GroupSums> _newGroup;
    private readonly GroupTable _sums;
    private readonly ConcurrentBag<RecordBlock> _blocks = [];

    /// <summary>Prepares to sum an open file.</summary>
    /// <param name="file">The file, of which nothing has been read but its columns.</param>
    /// <param name="roles">What its columns are.</param>
    /// <param name="reader">How text is read as a number.</param>
    /// <param name="skipMissing">Whether missing values are counted without being listed.</param>
    /// <param name="allTexts">Whether the text of every column may be asked for, not only that of the keys.</param>
    /// <param name="newGroup">Makes the sums of a new group; null for the losses of each model.</param>
    internal FileSums(
        RecordFile file,
        ColumnRoles roles,
        NumberReader reader,
        bool skipMissing,
        bool allTexts = false,
        Func<RecordKey, GroupSums>? newGroup = null)
    {
        _file = file;
        _reader = reader;
        _newGroup = newGroup ?? (key => new ModelSums(key, roles.Predicted.Length));
        Roles = roles;
        SkipsMissing = skipMissing;
        Points = NewPoints();
        _sums = NewGroups();
        int[] texts = allTexts ? [.. Enumerable.Range(0, file.Columns.Count)] : roles.Keys;
        file.Select(new ColumnSelection(roles.Numbers, texts, reader));
    }

    /// <summary>The groups in order of first appearance; without key columns a single one.</summary>
    internal IReadOnlyList<GroupSums> Groups => _sums.Groups;

    /// <summary>The records summed so far.</summary>
    internal long Records { get; private set; }

    /// <summary>What may be thousands in the file; null where that is no question.</summary>
    internal PointWatch? Points { get; }

    /// <summary>What the columns of the file are.</summary>
    internal ColumnRoles Roles { get; }

    /// <summary>Whether missing values are counted without being listed.</summary>
    internal bool SkipsMissing { get; }

    /// <summary>Sums the file and hands over what was bad in it, piece by piece, in order.</summary>
    /// <param name="threads">
    /// How many pieces are summed at once, where the file allows it; with 1 all happens on this thread.
    /// </param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>For each piece the number of records before it and its faults.</returns>
    /// <exception cref="MalformedFileException">The file breaks off or breaks its format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal IEnumerable<(long Before, FaultList Faults)> Run(int threads, CancellationToken cancellation)
    {
        bool isAlone = threads == 1 || _file.IsSequential;
        var ahead = new Queue<Task<PieceSums>>(threads + 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (_file.ReadPiece(stop.Token) is RecordPiece piece)
            {
                if (isAlone)
                {
                    yield return Finish(Sum(piece, cancellation));
                    continue;
                }

                ahead.Enqueue(Start(piece, stop.Token));
                if (ahead.Count > threads)
                {
                    yield return Finish(ahead.Dequeue().GetAwaiter().GetResult());
                }
            }

            while (ahead.Count > 0)
            {
                yield return Finish(ahead.Dequeue().GetAwaiter().GetResult());
            }
        }
        finally
        {
            // The file is closed next: nothing may still be reading its buffers.
            stop.Cancel();
            Task.WhenAll(ahead).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }

        EnsureGroup();
    }

    /// <summary>Sums the file record by record on this thread, and says at once what became of each.</summary>
    /// <param name="record">Moves from record to record; they are numbered within the file.</param>
    /// <param name="sink">Is told.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MalformedFileException">The file breaks off or breaks its format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal void RunInOrder(BlockRecord record, IRecordSink sink, CancellationToken cancellation)
    {
        Observation observation = NewObservation(Points);
        foreach (RecordBlock block in _file.ReadBlocks(cancellation))
        {
            record.Enter(block, Records);
            MarkMissing(block);
            for (; record.Position < block.Count; record.Position++)
            {
                observation.Read(record);
                _sums.GetOrAdd(RecordKey.Of(block, record.Position, Roles.Keys)).Add(observation, sink);
            }

            Records += block.Count;
        }

        EnsureGroup();
    }

    /// <summary>No groups yet.</summary>
    internal GroupTable NewGroups() => new(_newGroup);

    /// <summary>A place for the numbers of a record.</summary>
    internal Observation NewObservation(PointWatch? points) => new(Roles.Predicted.Length, Roles.Weight is not null, points);

    /// <summary>Where text is read by a culture, its points mean what the culture says.</summary>
    internal PointWatch? NewPoints() => _reader.IsInvariant ? new PointWatch(Roles.Numbers.Length) : null;

    /// <summary>Numbers that mean "missing" become that, also those that were never text.</summary>
    internal void MarkMissing(RecordBlock block)
    {
        if (_reader.HasMissingNumbers)
        {
            foreach (NumberColumn column in block.Numbers)
            {
                column.MarkMissing(_reader);
            }
        }
    }

    /// <summary>Without keys there is one group even without a record.</summary>
    private void EnsureGroup()
    {
        if (Roles.Keys.Length == 0)
        {
            _sums.GetOrAdd(default);
        }
    }

    private Task<PieceSums> Start(RecordPiece piece, CancellationToken stop) =>
        Task.Run(() => Sum(piece, stop), CancellationToken.None);

    private PieceSums Sum(RecordPiece piece, CancellationToken stop)
    {
        if (!_blocks.TryTake(out RecordBlock? block))
        {
            block = _file.CreateBlock();
        }

        PieceSums sums = PieceSums.Of(piece, block, this, stop);
        _blocks.Add(block);
        return sums;
    }

    private (long Before, FaultList Faults) Finish(PieceSums piece)
    {
        long before = Records;
        _sums.Add(piece.Sums, before);
        if (piece.Points is not null)
        {
            Points!.Add(piece.Points, before);
        }

        Records += piece.Records;
        return (before, piece.Faults);
    }
}
