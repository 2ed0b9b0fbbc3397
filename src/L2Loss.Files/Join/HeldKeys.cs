using System.Globalization;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>
/// The keys of the predicted side of a join, by row, and which record of the other side took it. Keys are held as whole
/// numbers while all of them are, else as bytes; they are equal as text is in a <see cref="RecordKey"/>.
/// </summary>
internal sealed class HeldKeys
{
    // In the place of a row: it is still to be found.
    private const int Wanted = -2;

    private readonly int _width;
    private readonly Chunks<HeldRow> _rows = new();

    // While all keys are whole numbers. Not needed while all of both files are in the same ascending order.
    private readonly Lazy<NumberIndex> _index;
    private bool _areNumbers;
    private bool _areAscending = true;

    // From the first other key on: keys, the first row of each, and as they are written those of repeated rows.
    private readonly AnyCaseKeys _keys = new();
    private readonly Chunks<int> _firstRows = new();
    private readonly Dictionary<int, RecordKey> _texts = [];

    /// <summary>No rows yet.</summary>
    /// <param name="width">The number of values of a key.</param>
    /// <param name="cancellation">Ends what takes long with an <see cref="OperationCanceledException"/>.</param>
    internal HeldKeys(int width, CancellationToken cancellation)
    {
        _width = width;
        _areNumbers = width == 1;
        _index = new Lazy<NumberIndex>(() => new NumberIndex(_rows, cancellation));
    }

    /// <summary>The number of rows.</summary>
    internal int Count => _rows.Count;

    /// <summary>The place in order of the record of the other side that took a row; 0 or less while none has.</summary>
    internal long Taker(int row) => _rows[row].Taker;

    /// <summary>True for a row whose key an earlier one has.</summary>
    internal bool IsRepeated(int row) => _rows[row].Taker == HeldRow.Repeated;

    /// <summary>Gives a row to a record of the other side, if no earlier one has it; from any thread.</summary>
    /// <param name="row">The row.</param>
    /// <param name="taker">The place of the record in the order of all, above 0.</param>
    /// <returns>The place of the record that had it before; 0 where none had.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Take(int row, long taker)
    {
        ref long held = ref _rows[row].Taker;
        long last = Interlocked.CompareExchange(ref held, taker, 0);
        while (last > taker)
        {
            long now = Interlocked.CompareExchange(ref held, taker, last);
            if (now == last)
            {
                break;
            }

            last = now;
        }

        return last;
    }

    /// <summary>Takes all out, where all keys were whole numbers.</summary>
    internal void Clear() => _rows.Clear();

    /// <summary>The key of a row, where all are whole numbers.</summary>
    internal long Number(int row) => _rows[row].Key;

    /// <summary>Adds a row with a whole number as its key, where all are.</summary>
    internal void Add(long number) => _rows.Add(new HeldRow(number, 0));

    /// <summary>Adds a row without a key.</summary>
    internal void Add()
    {
        _areAscending = false;
        _rows.Add(new HeldRow(0, HeldRow.NoKey));
    }

    /// <summary>Adds rows with the keys of records.</summary>
    internal void Add(KeyBuffer keys, int start, int end)
    {
        if (_areNumbers)
        {
            ReadOnlySpan<long> numbers = keys.Integers[start..end];
            int other = numbers.IndexOf(KeyBuffer.NoInteger);
            Add(other < 0 ? numbers : numbers[..other]);
            if (other < 0)
            {
                return;
            }

            start += other;
            GiveUpNumbers();
        }

        keys.ReadHashes();
        for (int record = start; record < end; record++)
        {
            _rows.Add(ToRow(keys, record, Count));
        }
    }

    /// <summary>Ends the adding.</summary>
    internal void Complete()
    {
        if (_areNumbers && !_areAscending)
        {
            _ = _index.Value;
        }
    }

    /// <summary>Finds the rows of the keys of a block; -1 where there is none.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="rows">Gets the rows.</param>
    internal void Find(KeyBuffer keys, Span<int> rows)
    {
        if (_areNumbers)
        {
            FindNumbers(keys, rows);
            return;
        }

        keys.ReadHashes();
        for (int i = 0; i < keys.Count; i++)
        {
            int number = _keys.Find(keys, i);
            rows[i] = number < 0 ? -1 : _firstRows[number];
        }
    }

    /// <summary>Finds the rows of the keys of a block, where both are whole numbers in ascending order; -1 where there is none.</summary>
    /// <inheritdoc cref="Find"/>
    [MethodImpl(HotLoop.Options)]
    internal void FindInOrder(KeyBuffer keys, Span<int> rows)
    {
        ReadOnlySpan<long> numbers = keys.Integers;
        int row = numbers.IsEmpty ? 0 : FindAscending(numbers[0]);
        for (int i = 0; i < numbers.Length; i++)
        {
            while (row < Count && _rows[row].Key < numbers[i])
            {
                row++;
            }

            rows[i] = row < Count && _rows[row].Key == numbers[i] ? row : -1;
        }
    }

    /// <summary>The first row with the key of a row.</summary>
    internal int FirstRow(int row) => _areNumbers ? FindNumber(_rows[row].Key) : _firstRows[(int)_rows[row].Key];

    /// <summary>The key of a row.</summary>
    internal RecordKey this[int row]
    {
        get
        {
            HeldRow held = _rows[row];
            return held.Taker == HeldRow.NoKey ? RecordKey.Of(new string?[_width])
                : _areNumbers ? RecordKey.Of(held.Key.ToString(CultureInfo.InvariantCulture))
                : _texts.TryGetValue(row, out RecordKey text) ? text
                : _keys.Key((int)held.Key, _width);
        }
    }

    private HeldRow ToRow(KeyBuffer keys, int record, int row)
    {
        int number = _keys.GetOrAdd(keys, record);
        if (number == _firstRows.Count)
        {
            _firstRows.Add(row);
            return new HeldRow(number, 0);
        }

        _texts.Add(row, keys.Key(record));
        return new HeldRow(number, HeldRow.Repeated);
    }

    [MethodImpl(HotLoop.Options)]
    private void Add(ReadOnlySpan<long> numbers)
    {
        long last = Count == 0 || numbers.IsEmpty ? KeyBuffer.NoInteger : _rows[Count - 1].Key;
        bool areAscending = _areAscending;
        while (!numbers.IsEmpty)
        {
            Span<HeldRow> rows = _rows.Extend(numbers.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                areAscending &= last < numbers[i];
                last = numbers[i];
                rows[i] = new HeldRow(last, 0);
            }

            numbers = numbers[rows.Length..];
        }

        _areAscending = areAscending;
    }

    /// <summary>Holds all keys as bytes from now on.</summary>
    private void GiveUpNumbers()
    {
        _areNumbers = false;
        var keys = new KeyBuffer();
        for (int row = 0; row < Count; row++)
        {
            if (_rows[row].Taker == 0)
            {
                keys.Begin(width: 1);
                keys.Append(_rows[row].Key.ToString(CultureInfo.InvariantCulture));
                keys.EndKey();
                keys.ReadHashes();
                _rows[row] = ToRow(keys, 0, row);
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void FindNumbers(KeyBuffer keys, Span<int> rows)
    {
        // Often both files are in the same order.
        ReadOnlySpan<long> numbers = keys.Integers;
        int next = -1;
        int others = 0;
        for (int i = 0; i < keys.Count; i++)
        {
            rows[i] = -1;
            if (numbers[i] != KeyBuffer.NoInteger)
            {
                next = next < 0 ? FindNumber(numbers[i]) : next;
                bool isNext = (uint)next < (uint)Count && _rows[next].Key == numbers[i] && _rows[next].Taker >= 0;
                rows[i] = isNext ? next++ : Wanted;
                others += isNext ? 0 : 1;
            }
        }

        if (others > 0)
        {
            _index.Value.Find(numbers, rows, Wanted);
        }
    }

    private int FindNumber(long key) =>
        !_areAscending || _index.IsValueCreated ? _index.Value.Find(key)
        : FindAscending(key) is int row && row < Count && _rows[row].Key == key ? row
        : -1;

    /// <summary>The first row whose key is not before one, where they are in ascending order.</summary>
    private int FindAscending(long key)
    {
        int start = 0;
        int end = Count;
        while (start < end)
        {
            int middle = (start + end) >>> 1;
            if (_rows[middle].Key < key)
            {
                start = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return start;
    }
}
