using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>Sums a whole file, several pieces of it at once; the result is the same for any number of threads.</summary>
internal sealed class FileSums
{
    private readonly RecordFile _file;
    private readonly Func<RecordKey, GroupSums> _newGroup;
    private readonly ConcurrentBag<(RecordBlock Block, GroupWork Work)> _workers = [];

    // Of the pieces while groups are shared.
    private readonly PieceOrder _order = new();
    private readonly GroupTable _sums;

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
        Reader = reader;
        _newGroup = newGroup ?? (key => new ModelSums(key, roles.Predicted.Length));
        Roles = roles;
        SkipsMissing = skipMissing;
        Points = NewPoints();
        _sums = new GroupTable(_newGroup);
        Shared = roles.Keys.Length > 0 ? new SharedGroups(roles, _newGroup) : null;
        int[] texts = allTexts ? [.. Enumerable.Range(0, file.Columns.Count)] : roles.Keys;
        file.Select(new ColumnSelection(roles.Numbers, texts, reader));
    }

    /// <summary>The groups in order of first appearance; without key columns a single one.</summary>
    internal IReadOnlyList<GroupSums> Groups => Shared is { Count: > 0 } ? Shared : _sums.Groups;

    /// <summary>The groups while pieces are summed; null without key columns.</summary>
    internal SharedGroups? Shared { get; }

    /// <summary>The records summed so far.</summary>
    internal long Records { get; private set; }

    /// <summary>What may be thousands in the file; null where that is no question.</summary>
    internal PointWatch? Points { get; }

    /// <summary>Looks for the worst records while pieces without groups are summed; null where nobody asks for them.</summary>
    internal WorstSearch? Search { get; set; }

    /// <summary>What the columns of the file are.</summary>
    internal ColumnRoles Roles { get; }

    /// <summary>How text is read as a number.</summary>
    internal NumberReader Reader { get; }

    /// <summary>Whether missing values are counted without being listed.</summary>
    internal bool SkipsMissing { get; }

    /// <summary>Sums the file and hands over its pieces, in order.</summary>
    /// <param name="threads">
    /// How many pieces are summed at once, where the file allows it; with 1 all happens on this thread.
    /// </param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Each piece and the number of records before it.</returns>
    /// <exception cref="MalformedFileException">The file breaks off or breaks its format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal IEnumerable<(long Before, PieceSums Piece)> Run(int threads, CancellationToken cancellation)
    {
        foreach (PieceSums piece in PiecesAhead.Run(_file, threads, Sum, _ => { }, cancellation))
        {
            yield return Finish(piece);
        }

        Shared?.Complete(_order.NumberOf, cancellation);
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
        var keys = new KeyBuffer();
        var known = new KeyTable();
        var groups = new List<GroupSums>();
        foreach (RecordBlock block in _file.ReadBlocks(cancellation))
        {
            record.Enter(block, Records);
            block.MarkMissing(Reader);
            keys.Fill(block, Roles.Keys);
            keys.ReadHashes();
            for (; record.Position < block.Count; record.Position++)
            {
                int number = known.GetOrAdd(keys, record.Position);
                if (number == groups.Count)
                {
                    groups.Add(_sums.GetOrAdd(RecordKey.Of(block, record.Position, Roles.Keys)));
                }

                observation.Read(record);
                groups[number].Add(observation, sink);
            }

            Records += block.Count;
        }

        EnsureGroup();
    }

    /// <summary>Sums for records without keys.</summary>
    internal GroupSums NewGroup() => _newGroup(default);

    /// <summary>A place for the numbers of a record.</summary>
    internal Observation NewObservation(PointWatch? points) => new(Roles.Predicted.Length, Roles.Weight is not null, points);

    /// <summary>A watch for points that may separate thousands; null where that is no question.</summary>
    internal PointWatch? NewPoints() => PointWatch.For(Reader, Roles.Numbers.Length);

    /// <summary>Without keys there is one group even without a record.</summary>
    private void EnsureGroup()
    {
        if (Roles.Keys.Length == 0)
        {
            _sums.GetOrAdd(default);
        }
    }

    private PieceSums Sum(RecordPiece piece, long number, CancellationToken stop)
    {
        using (piece)
        {
            if (!_workers.TryTake(out (RecordBlock Block, GroupWork Work) worker))
            {
                worker = (_file.CreateBlock(), new GroupWork());
            }

            PieceSums sums = PieceSums.Of(piece, number, worker.Block, worker.Work, this, stop);
            _workers.Add(worker);
            return sums;
        }
    }

    private (long Before, PieceSums Piece) Finish(PieceSums piece)
    {
        long before = Records;
        if (piece.Sums is not null)
        {
            _sums.GetOrAdd(default).Add(piece.Sums, before);
        }
        else
        {
            _order.Add(before);
        }

        if (piece.Points is not null)
        {
            Points!.Add(piece.Points, before);
        }

        Records += piece.Records;
        return (before, piece);
    }
}
