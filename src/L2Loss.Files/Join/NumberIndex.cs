using System.Numerics;
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

    // Rows plus 1, and in the bits above some of the hash, so that hardly any row is looked at but the one looked for.
    // Two thirds of them at most are taken, so that every search ends.
    private readonly int[] _places;
    private readonly int _rowMask;

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
        _rowMask = (int)(uint.MaxValue >> BitOperations.LeadingZeroCount((uint)rows.Count));
        Parallel.For(
            0,
            (int)((rows.Count + (PartLength - 1L)) / PartLength),
            new ParallelOptions { CancellationToken = cancellation },
            part => Add(part * PartLength, (int)Math.Min(rows.Count, (part + 1L) * PartLength)));
    }

    /// <summary>The first row with a key; -1 where there is none.</summary>
    internal int Find(long key)
    {
        ulong hash = KeyBuffer.Hash(key);
        for (int place = PlaceOf(hash); ; place = Next(place))
        {
            int row = Candidate(hash, ref place);
            if (row < 0 || _rows[row].Key == key)
            {
                return row;
            }
        }
    }

    /// <summary>Finds the rows of those keys that are marked.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="rows">Gets their rows; those that are there already have their keys.</param>
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
                Prefetch.Hint(ref _places[PlaceOf(KeyBuffer.Hash(keys[far]))]);
            }

            if ((uint)near < (uint)keys.Length && rows[near] == mark)
            {
                ulong hash = KeyBuffer.Hash(keys[near]);
                int place = PlaceOf(hash);
                rows[near] = Candidate(hash, ref place);
                if (rows[near] >= 0)
                {
                    Prefetch.Hint(ref _rows[rows[near]]);
                }
            }

            if (i >= 0 && rows[i] >= 0 && _rows[rows[i]].Key != keys[i])
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
                Prefetch.Hint(ref _places[PlaceOf(KeyBuffer.Hash(_rows[row + Ahead].Key))]);
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
        ulong hash = KeyBuffer.Hash(key);
        int place = PlaceOf(hash);
        while (true)
        {
            // A place that is taken keeps its key.
            int taken = Volatile.Read(ref _places[place]);
            int other = RowOf(taken);
            if (taken != 0 && (!MayBe(hash, taken) || _rows[other].Key != key))
            {
                place = Next(place);
            }
            else if (taken != 0 && other < row)
            {
                _rows[row].Taker = HeldRow.Repeated;
                return;
            }
            else if (Interlocked.CompareExchange(ref _places[place], Entry(hash, row), taken) == taken)
            {
                if (taken != 0)
                {
                    _rows[other].Taker = HeldRow.Repeated;
                }

                return;
            }
        }
    }

    /// <summary>The row of the next place in use that may have a key of a hash; -1 where none has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Candidate(ulong hash, ref int place)
    {
        while (_places[place] != 0 && !MayBe(hash, _places[place]))
        {
            place = Next(place);
        }

        return RowOf(_places[place]);
    }

    private int PlaceOf(ulong hash) => (int)hash & (_places.Length - 1);

    private int Next(int place) => (place + 1) & (_places.Length - 1);

    private int Entry(ulong hash, int row) => ((int)(hash >> 32) & ~_rowMask) | (row + 1);

    private bool MayBe(ulong hash, int taken) => (((int)(hash >> 32) ^ taken) & ~_rowMask) == 0;

    private int RowOf(int taken) => (taken & _rowMask) - 1;
}
