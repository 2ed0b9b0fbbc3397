using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Some records of the actual file with their predictions, or some unmatched predicted ones.</summary>
internal sealed class JoinedBlock : RecordBlock
{
    private readonly JoinedFile _file;
    private readonly KeyedBlocks _own;
    private readonly NumberColumn[] _predicted;
    private readonly NumberColumn _faults = new();
    private readonly int[] _unmatched = new int[NumberColumn.Capacity];
    private readonly List<(int Block, int Record, NumberFault Fault)> _bad = [];
    private KeyedBlocks _blocks;
    private HeldRecords _held = null!;
    private RecordBlock _actual = null!;
    private int[] _rows;
    private int _next;
    private int _left;
    private bool _hasActual;
    private int _count;

    internal JoinedBlock(JoinedFile file, KeyedBlocks blocks)
    {
        _file = file;
        _own = blocks;
        _blocks = blocks;
        _rows = _unmatched;
        _predicted = [.. file.PredictedColumns.Select(_ => new NumberColumn())];
        Numbers = new NumberColumn[file.Numbers.Length];
        Clear();
    }

    /// <inheritdoc/>
    internal override int Count => _count;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers { get; }

    /// <summary>Reads records of the actual file and gives them their predictions; false after the last.</summary>
    internal bool Fill(JoinedPiece piece, CancellationToken cancellation)
    {
        Clear();
        if (_next == _left)
        {
            (_next, _left) = (0, 0);
            if (piece.Read(_own, cancellation) is not KeyedBlocks blocks)
            {
                return false;
            }

            (_blocks, _left) = (blocks, blocks.Count);
            _held = piece.Predicted;
            TakePredictions(piece);
        }

        int current = _next++;
        _hasActual = true;
        (_actual, _, _rows) = _blocks[current];
        _count = _actual.Count;
        FillNumbers();
        foreach ((int block, int record, NumberFault fault) in _bad)
        {
            for (int i = 0; block == current && i < Numbers.Length; i++)
            {
                Numbers[i].SetFault(record, fault);
            }
        }

        return true;
    }

    /// <summary>Finds and takes the predictions of the blocks, and waits for the turn of their piece.</summary>
    [MethodImpl(HotLoop.Options)]
    private void TakePredictions(JoinedPiece piece)
    {
        _bad.Clear();
        long before = piece.Records;
        int matches = 0;
        for (int i = 0; i < _blocks.Count; i++)
        {
            (RecordBlock block, KeyBuffer keys, int[] rows) = _blocks[i];
            piece.Find(keys, rows);
            bool hasFaults = block.HasFaults;
            for (int record = 0; record < block.Count; record++)
            {
                piece.Records++;
                NumberFault fault = hasFaults ? block.Fault(record) : NumberFault.None;
                if (fault != NumberFault.None)
                {
                    rows[record] = -1;
                }
                else if (rows[record] < 0)
                {
                    fault = NumberFault.UnmatchedActual;
                }
                else
                {
                    matches++;
                    fault = _file.TryTake(rows[record], piece) ? NumberFault.None : NumberFault.DuplicateKey;
                }

                if (fault != NumberFault.None)
                {
                    _bad.Add((i, record, fault));
                }
            }
        }

        piece.BeginTurn();
        _file.CountRecords(piece.Records - before, matches > 0, _blocks[0].Block);
        piece.EndTaking(matches);
        foreach (long number in piece.TakeLost())
        {
            int record = (int)(number - before - 1);
            int at = 0;
            for (; record >= _blocks[at].Block.Count; at++)
            {
                record -= _blocks[at].Block.Count;
            }

            _bad.Add((at, record, NumberFault.DuplicateKey));
        }

        if (!_file.IsSequential)
        {
            piece.EndTurn();
        }
    }

    /// <summary>Empties the block for unmatched records of these.</summary>
    internal void BeginUnmatched(HeldRecords predicted)
    {
        Clear();
        _held = predicted;
    }

    private void Clear()
    {
        _hasActual = false;
        _rows = _unmatched;
        _count = 0;
        _faults.Clear();
        Array.Fill(Numbers, _faults);
    }

    /// <summary>Adds a predicted record that no actual one took.</summary>
    internal void AddUnmatched(int row)
    {
        NumberFault fault = _held.IsMalformed(row, out _) ? NumberFault.Malformed
            : _held.IsRepeated(row) ? NumberFault.DuplicateKey
            : NumberFault.UnmatchedPredicted;
        _faults.Add(fault, default);
        _rows[_count] = row;
        _count++;
    }

    /// <inheritdoc/>
    /// <remarks>Of an unmatched predicted record only its key is known.</remarks>
    internal override string? Text(int record, int column)
    {
        int held = _file.HeldColumn(column);
        if (held >= 0)
        {
            return _rows[record] < 0 ? null : _held.Columns[held].Text(_rows[record]);
        }

        if (_hasActual)
        {
            return _actual.Text(record, column);
        }

        int part = Array.IndexOf(_file.Keys, column);
        return part < 0 ? null : _held.Key(_rows[record])[part];
    }

    /// <inheritdoc/>
    internal override object? Value(int record, int column) =>
        _hasActual && _file.HeldColumn(column) < 0 ? _actual.Value(record, column) : Text(record, column);

    /// <inheritdoc/>
    internal override long Line(int record) =>
        _hasActual ? _actual.Line(record) : _held.Line(_rows[record]);

    /// <inheritdoc/>
    internal override bool HasFaults => true;

    /// <inheritdoc/>
    internal override NumberFault Fault(int record) =>
        Numbers[0].Read(record, out _) is var fault && NumberFaultOrder.IsOfRecord(fault) ? fault : NumberFault.None;

    /// <inheritdoc/>
    internal override BadCell Bad(int record, int column, NumberFault fault, long number)
    {
        int row = _rows[record];
        if (fault == NumberFault.Malformed)
        {
            return _hasActual
                ? _actual.Bad(record, 0, fault, number)
                : new BadCell(number, Line(record), column, fault, null)
                {
                    Origin = new JoinOrigin(_held.Number(row), _held.Line(row), 0),
                    BadLine = _held.IsMalformed(row, out BadLine? line) ? line : null,
                };
        }

        if (NumberFaultOrder.IsOfRecord(fault))
        {
            RecordKey key = _hasActual ? RecordKey.Of(_actual, record, _file.Keys) : _held.Key(row);
            JoinOrigin origin = _hasActual
                ? new JoinOrigin(0, 0, row < 0 ? 0 : _file.RecordNumber(_held.Taker(row)), key)
                : new JoinOrigin(_held.Number(row), _held.Line(row), _held.Number(_held.FirstRow(row)), key);
            return new BadCell(number, Line(record), column, fault, key.ToString()) { Origin = origin };
        }

        BadCell bad = base.Bad(record, column, fault, number);
        return _file.HeldColumn(column) < 0
            ? bad
            : bad with { Origin = new JoinOrigin(_held.Number(row), _held.Line(row), 0) };
    }

    private void FillNumbers()
    {
        for (int i = 0; i < _predicted.Length; i++)
        {
            _held.Columns[i].CopyTo(_predicted[i], _rows.AsSpan(0, _count));
        }

        int next = 0;
        for (int i = 0; i < Numbers.Length; i++)
        {
            int held = _file.HeldColumn(_file.Numbers[i]);
            Numbers[i] = held < 0 ? _actual.Numbers[next++] : _predicted[held];
        }
    }
}
