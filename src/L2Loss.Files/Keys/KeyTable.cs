using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Numbers keys from 0 on, in order of appearance: those of ASCII are the same in any case, others byte by byte.</summary>
internal sealed class KeyTable
{
    // For each place the number of a key and 1, then half of its hash; 0 where there is none.
    private ulong[] _places = new ulong[16];
    private Entry[] _entries = new Entry[4];
    private byte[] _bytes = [];
    private int _used;

    /// <summary>The number of keys.</summary>
    internal int Count { get; private set; }

    /// <summary>A key by its number, as it was written first.</summary>
    internal ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(_entries[number].Start, _entries[number].Length);

    /// <summary>Writes a key as it is in another case.</summary>
    internal void Rewrite(int number, ReadOnlySpan<byte> key) => key.CopyTo(_bytes.AsSpan(_entries[number].Start));

    /// <summary>Brings near where a key is looked up first.</summary>
    internal void Hint(uint hash) => Prefetch.Hint(ref _places[(int)hash & (_places.Length - 1)]);

    /// <summary>Brings near what is needed for a key, and gives what is probably its number; -1 where it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PrefetchEntry(uint hash)
    {
        int mask = _places.Length - 1;
        for (int place = (int)hash & mask; _places[place] != 0; place = (place + 1) & mask)
        {
            if ((uint)_places[place] == hash)
            {
                int number = (int)(_places[place] >> 32) - 1;
                Prefetch.Hint(ref _entries[number]);
                return number;
            }
        }

        return -1;
    }

    /// <summary>The numbers of the keys of some records; -1 for a key that is new, or so long that it is compared elsewhere.</summary>
    [MethodImpl(HotLoop.Options)]
    internal void FindShort(ReadOnlySpan<int> records, KeyBuffer keys, Span<int> numbers)
    {
        ReadOnlySpan<ulong> places = _places;
        ReadOnlySpan<Entry> entries = _entries;
        int mask = places.Length - 1;
        for (int i = 0; i < records.Length; i++)
        {
            int record = records[i];
            uint hash = (uint)keys.Hash(record);
            int length = keys.LengthOf(record);
            if (length > KeyPrefix.Size)
            {
                numbers[i] = -1;
                continue;
            }

            KeyPrefix start = keys.Start(record);
            int number = -1;
            ulong entry;
            for (int place = (int)hash & mask; number < 0 && (entry = places[place & mask]) != 0; place++)
            {
                int candidate = (int)(entry >> 32) - 1;
                number = (uint)entry == hash && entries[candidate].Length == length && entries[candidate].Key == start ? candidate : -1;
            }

            numbers[i] = number;
        }
    }

    /// <summary>The number of a key; -1 where it is not there.</summary>
    /// <inheritdoc cref="GetOrAdd"/>
    internal int Find(KeyBuffer keys, int record) => (int)(_places[PlaceOf(keys, record)] >> 32) - 1;

    /// <summary>The number of a key, which is the count so far where it is new.</summary>
    /// <param name="keys">Keys with their hashes.</param>
    /// <param name="record">Which of them.</param>
    internal int GetOrAdd(KeyBuffer keys, int record)
    {
        int place = PlaceOf(keys, record);
        if (_places[place] != 0)
        {
            return (int)(_places[place] >> 32) - 1;
        }

        Add(keys[record], keys.Start(record));
        _places[place] = ((ulong)Count << 32) | (uint)keys.Hash(record);
        if (Count > _places.Length / 2)
        {
            Widen();
        }

        return Count - 1;
    }

    /// <summary>The place of a key, or the one where it belongs.</summary>
    private int PlaceOf(KeyBuffer keys, int record)
    {
        uint hash = (uint)keys.Hash(record);
        ReadOnlySpan<byte> key = keys[record];
        KeyPrefix start = keys.Start(record);
        int mask = _places.Length - 1;
        int place = (int)hash & mask;
        for (; _places[place] != 0; place = (place + 1) & mask)
        {
            if ((uint)_places[place] == hash)
            {
                ref Entry entry = ref _entries[(int)(_places[place] >> 32) - 1];
                if (entry.Key == start && entry.Length == key.Length
                    && (key.Length <= KeyPrefix.Size || Equal(key, _bytes.AsSpan(entry.Start, entry.Length), keys.IsAscii(record))))
                {
                    break;
                }
            }
        }

        return place;
    }

    private static bool Equal(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, bool inAnyCase)
    {
        if (one.SequenceEqual(other))
        {
            return true;
        }

        for (int i = KeyPrefix.Size; i < one.Length; i++)
        {
            if (!inAnyCase || KeyBuffer.ToUpper(one[i]) != KeyBuffer.ToUpper(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(ReadOnlySpan<byte> key, in KeyPrefix start)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * Count);
        }

        long needed = (long)_used + key.Length;
        if (needed > Array.MaxLength)
        {
            throw new IOException($"Its keys are longer than {Array.MaxLength} bytes, too many to be held.");
        }

        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
        }

        _entries[Count++] = new Entry(start, key.Length, _used);
        key.CopyTo(_bytes.AsSpan(_used));
        _used = (int)needed;
    }

    private void Widen()
    {
        ulong[] old = _places;
        _places = new ulong[2 * old.Length];
        int mask = _places.Length - 1;
        foreach (ulong entry in old)
        {
            if (entry != 0)
            {
                int place = (int)entry & mask;
                while (_places[place] != 0)
                {
                    place = (place + 1) & mask;
                }

                _places[place] = entry;
            }
        }
    }

    private readonly record struct Entry(KeyPrefix Key, int Length, int Start);
}
