using System.Globalization;

namespace L2Loss.Files;

/// <summary>
/// The keys of the predicted side of a join, by row, and which record of the other side took it. Keys are held as whole
/// numbers while all of them are, else as bytes; they are equal as text is in a <see cref="RecordKey"/>.
/// </summary>
internal sealed class HeldKeys
{
    // In the place of a record that took the row: the row has no key, or an earlier one has the same.
    private const long NoKey = -1;
    private const long Repeated = -2;

    // Each is filled by one thread.
    private static readonly int RegionBits = Environment.ProcessorCount >= 8 ? 3 : Environment.ProcessorCount >= 2 ? 1 : 0;

    private readonly int[] _columns;
    private readonly Chunks<Row> _rows = new();

    // While all keys are whole numbers: rows by key, plus 1, in regions; not needed while all of both files are in the same
    // ascending order.
    private readonly object _lock = new();
    private bool _areNumbers;
    private bool _areAscending = true;
    private int[]? _places;

    // From the first other key on: the first rows of the keys of ASCII, by their number, and of all others.
    private readonly KeyTable _table = new(ignoresCase: true);
    private readonly Chunks<int> _firstRows = new();
    private readonly Dictionary<RecordKey, int> _others = [];

    // As they are written, where the table does not tell.
    private readonly Dictionary<int, RecordKey> _texts = [];

    /// <summary>No rows yet.</summary>
    /// <param name="columns">The columns of the file that make the key.</param>
    internal HeldKeys(int[] columns)
    {
        _columns = columns;
        _areNumbers = columns.Length == 1;
    }

    /// <summary>The number of rows.</summary>
    internal int Count => _rows.Count;

    /// <summary>The place in order of the record of the other side that took a row; 0 or less while none has.</summary>
    internal long Partner(int row) => _rows[row].Partner;

    /// <summary>True for a row whose key an earlier one has.</summary>
    internal bool IsRepeated(int row) => _rows[row].Partner == Repeated;

    /// <summary>Gives a row to a record of the other side, if no earlier one has it; from any thread.</summary>
    /// <param name="row">The row.</param>
    /// <param name="partner">The place of the record in the order of all, above 0.</param>
    /// <returns>The place of the record that had it before; 0 where none had.</returns>
    internal long Take(int row, long partner)
    {
        ref long held = ref _rows[row].Partner;
        long last = Interlocked.CompareExchange(ref held, partner, 0);
        while (last > partner)
        {
            long now = Interlocked.CompareExchange(ref held, partner, last);
            if (now == last)
            {
                break;
            }

            last = now;
        }

        return last;
    }

    /// <summary>Adds a row without a key.</summary>
    internal void Add()
    {
        _areAscending = false;
        _rows.Add(new Row(0, NoKey));
    }

    /// <summary>Adds a row with the key of a record.</summary>
    internal void Add(KeyBuffer keys, RecordBlock block, int record)
    {
        if (_areNumbers && keys.Integers[record] is not KeyBuffer.NoInteger and long number)
        {
            _areAscending &= Count == 0 || _rows[Count - 1].Key < number;
            _rows.Add(new Row(number, 0));
            return;
        }

        if (_areNumbers)
        {
            GiveUpNumbers();
        }

        keys.ReadHashes();
        _rows.Add(ToRow(keys, record, Count, () => RecordKey.Of(block, record, _columns)));
    }

    /// <summary>Ends the adding.</summary>
    internal void Complete()
    {
        if (_areNumbers && !_areAscending)
        {
            MakePlaces();
        }
    }

    /// <summary>Finds the rows of the keys of a block; -1 where there is none.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="block">The block.</param>
    /// <param name="columns">The columns of its file that make the key.</param>
    /// <param name="rows">Gets the rows.</param>
    internal void Find(KeyBuffer keys, RecordBlock block, int[] columns, Span<int> rows)
    {
        if (_areNumbers)
        {
            FindNumbers(keys, rows);
            return;
        }

        keys.ReadHashes();
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys.IsAscii(i))
            {
                int number = _table.Find(keys[i], keys.Start(i), (uint)keys.Hash(i));
                rows[i] = number < 0 ? -1 : _firstRows[number];
            }
            else
            {
                rows[i] = _others.TryGetValue(RecordKey.Of(block, i, columns), out int row) ? row : -1;
            }
        }
    }

    /// <summary>The first row with the key of a row.</summary>
    internal int FirstRow(int row)
    {
        long key = _rows[row].Key;
        return _areNumbers ? FindNumber(key, Hash(key)) : key < 0 ? _others[_texts[row]] : _firstRows[(int)key];
    }

    /// <summary>The key of a row.</summary>
    internal RecordKey this[int row]
    {
        get
        {
            Row held = _rows[row];
            return held.Partner == NoKey ? RecordKey.Of(new string?[_columns.Length])
                : _areNumbers ? RecordKey.Of(held.Key.ToString(CultureInfo.InvariantCulture))
                : _texts.TryGetValue(row, out RecordKey text) ? text
                : KeyBuffer.ToKey(_table.ToArray((int)held.Key), _columns.Length);
        }
    }

    private static ulong Hash(long key)
    {
        ulong hash = (ulong)key * 0x9E37_79B9_7F4A_7C15;
        return hash ^ (hash >> 32);
    }

    private Row ToRow(KeyBuffer keys, int record, int row, Func<RecordKey> text)
    {
        if (!keys.IsAscii(record))
        {
            RecordKey key = text();
            _texts.Add(row, key);
            return new Row(-1, _others.TryAdd(key, row) ? 0 : Repeated);
        }

        int count = _table.Count;
        int number = _table.GetOrAdd(keys[record], keys.Start(record), (uint)keys.Hash(record));
        if (number == count)
        {
            _firstRows.Add(row);
            return new Row(number, 0);
        }

        _texts.Add(row, text());
        return new Row(number, Repeated);
    }

    /// <summary>Holds all keys as bytes from now on.</summary>
    private void GiveUpNumbers()
    {
        _areNumbers = false;
        var keys = new KeyBuffer(ignoresCase: true);
        for (int row = 0; row < Count; row++)
        {
            if (_rows[row].Partner == 0)
            {
                string text = _rows[row].Key.ToString(CultureInfo.InvariantCulture);
                keys.Begin(width: 1);
                keys.Append(text);
                keys.EndKey();
                keys.ReadHashes();
                _rows[row] = ToRow(keys, 0, row, () => RecordKey.Of(text));
            }
        }
    }

    private int[] MakePlaces()
    {
        lock (_lock)
        {
            if (_places is not null)
            {
                return _places;
            }

            // Two thirds full at most.
            int size = 16;
            while ((long)size << RegionBits < Count + (Count / 2L))
            {
                size *= 2;
            }

            var places = new int[size << RegionBits];
            Parallel.For(0, 1 << RegionBits, region => FillRegion(places.AsSpan(region * size, size), region));
            Volatile.Write(ref _places, places);
            return places;
        }
    }

    private void FillRegion(Span<int> places, int region)
    {
        const int Ahead = 16;
        int mask = places.Length - 1;
        for (int row = 0; row < Count; row++)
        {
            if (row + Ahead < Count)
            {
                Prefetch.Hint(ref places[(int)Hash(_rows[row + Ahead].Key) & mask]);
            }

            ref Row held = ref _rows[row];
            ulong hash = Hash(held.Key);
            if (RegionOf(hash) != region || held.Partner == NoKey)
            {
                continue;
            }

            int place = (int)hash & mask;
            while (places[place] != 0 && _rows[places[place] - 1].Key != held.Key)
            {
                place = (place + 1) & mask;
            }

            if (places[place] == 0)
            {
                places[place] = row + 1;
            }
            else
            {
                held.Partner = Repeated;
            }
        }
    }

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
                next = next < 0 ? FindNumber(numbers[i], Hash(numbers[i])) : next;
                bool isNext = (uint)next < (uint)Count && _rows[next].Key == numbers[i] && _rows[next].Partner >= 0;
                rows[i] = isNext ? next++ : -2;
                others += isNext ? 0 : 1;
            }
        }

        if (others == 0)
        {
            return;
        }

        // In loops of their own, for the processor to wait for several places at once.
        int[] places = _places ?? MakePlaces();
        for (int i = 0; i < keys.Count; i++)
        {
            if (rows[i] == -2)
            {
                ulong hash = Hash(numbers[i]);
                Prefetch.Hint(ref places[RegionOf(hash, places, out int mask) + ((int)hash & mask)]);
            }
        }

        for (int i = 0; i < keys.Count; i++)
        {
            if (rows[i] == -2)
            {
                ulong hash = Hash(numbers[i]);
                int row = places[RegionOf(hash, places, out int mask) + ((int)hash & mask)] - 1;
                if (row >= 0)
                {
                    Prefetch.Hint(ref _rows[row]);
                }
            }
        }

        for (int i = 0; i < keys.Count; i++)
        {
            rows[i] = rows[i] == -2 ? FindNumber(numbers[i], Hash(numbers[i])) : rows[i];
        }
    }

    private static int RegionOf(ulong hash) => (int)(hash >> 60) & ((1 << RegionBits) - 1);

    /// <summary>The start of the region of a key.</summary>
    private static int RegionOf(ulong hash, int[] places, out int mask)
    {
        int size = places.Length >> RegionBits;
        mask = size - 1;
        return RegionOf(hash) * size;
    }

    private int FindNumber(long key, ulong hash)
    {
        if (_areAscending && _places is null)
        {
            return FindAscending(key);
        }

        int[] places = _places ?? MakePlaces();
        int start = RegionOf(hash, places, out int mask);
        for (int place = (int)hash & mask; ; place = (place + 1) & mask)
        {
            int row = places[start + place] - 1;
            if (row < 0 || _rows[row].Key == key)
            {
                return row;
            }
        }
    }

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

        return start < Count && _rows[start].Key == key ? start : -1;
    }

    private struct Row(long key, long partner)
    {
        /// <summary>The key, or its number in the table; -1 for one that is not in there.</summary>
        internal readonly long Key = key;

        /// <summary>The place in order of the record of the other side that took it.</summary>
        internal long Partner = partner;
    }
}
