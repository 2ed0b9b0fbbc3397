using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Finds rows by whole numbers: a hash table of row numbers, filled by all processors at once.</summary>
internal sealed class NumberIndex
{
    /// <summary>The most rows: more would leave no free place in the largest table.</summary>
    internal const int MaximumCount = 700_000_000;

    // So many keys ahead their place is asked for, and half as many ahead their row: memory answers several at once.
    private const int Ahead = 32;

    // The rows that a thread adds at once.
    private const int PartLength = 1 << 16;

    private readonly Chunks<HeldRow> _rows;

    // Rows plus 1. Two thirds of them at most are taken, so that every search ends.
    private readonly int[] _places;

    /// <summary>Fills the table. Of rows with the same key it has the first; the others are marked as repeated.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal NumberIndex(Chunks<HeldRow> rows, CancellationToken cancellation)
    {
        _rows = rows;
        int size = 16;
        while (size < rows.Count + (rows.Count / 2L))
        {
            size *= 2;
        }

        _places = new int[size];
        Parallel.For(
            0,
            (int)((rows.Count + (PartLength - 1L)) / PartLength),
            new ParallelOptions { CancellationToken = cancellation },
            part => Add(part * PartLength, (int)Math.Min(rows.Count, (part + 1L) * PartLength)));
    }

    /// <summary>The first row with a key; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(long key)
    {
        for (int place = PlaceOf(key); ; place = Next(place))
        {
            int row = _places[place] - 1;
            if (row < 0 || _rows[row].Key == key)
            {
                return row;
            }
        }
    }

    /// <summary>Finds the rows of those keys that are marked.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="rows">Gets their rows.</param>
    /// <param name="mark">What stands in the place of a row that is wanted.</param>
    [MethodImpl(HotLoop.Options)]
    internal void Find(ReadOnlySpan<long> keys, Span<int> rows, int mark)
    {
        for (int i = -Ahead; i < keys.Length; i++)
        {
            int near = i + (Ahead / 2);
            int far = i + Ahead;
            if (far < keys.Length && rows[far] == mark)
            {
                Prefetch.Hint(ref _places[PlaceOf(keys[far])]);
            }

            if ((uint)near < (uint)keys.Length && rows[near] == mark && _places[PlaceOf(keys[near])] is > 0 and int row)
            {
                Prefetch.Hint(ref _rows[row - 1]);
            }

            if (i >= 0 && rows[i] == mark)
            {
                rows[i] = Find(keys[i]);
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void Add(int start, int end)
    {
        for (int row = start; row < end; row++)
        {
            if (row + Ahead < end)
            {
                Prefetch.Hint(ref _places[PlaceOf(_rows[row + Ahead].Key)]);
            }

            if (_rows[row].Taker != HeldRow.NoKey)
            {
                Add(row);
            }
        }
    }

    /// <summary>Adds a row, while other threads add others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int row)
    {
        long key = _rows[row].Key;
        int place = PlaceOf(key);
        while (true)
        {
            // A place that is taken keeps its key.
            int other = Volatile.Read(ref _places[place]) - 1;
            if (other >= 0 && _rows[other].Key != key)
            {
                place = Next(place);
            }
            else if (other >= 0 && other < row)
            {
                _rows[row].Taker = HeldRow.Repeated;
                return;
            }
            else if (Interlocked.CompareExchange(ref _places[place], row + 1, other + 1) == other + 1)
            {
                if (other >= 0)
                {
                    _rows[other].Taker = HeldRow.Repeated;
                }

                return;
            }
        }
    }

    private int PlaceOf(long key) => (int)KeyBuffer.Hash(key) & (_places.Length - 1);

    private int Next(int place) => (place + 1) & (_places.Length - 1);
}
