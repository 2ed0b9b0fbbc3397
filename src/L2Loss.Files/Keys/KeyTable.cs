using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>Numbers keys of bytes from 0 on, in order of appearance.</summary>
internal sealed class KeyTable
{
    private readonly bool _ignoresCase;

    // For each place the number of a key and 1, then half of its hash; 0 where there is none.
    private ulong[] _places = new ulong[16];
    private Entry[] _entries = new Entry[4];
    private byte[] _bytes = [];
    private int _used;

    /// <summary>No keys yet.</summary>
    /// <param name="ignoresCase">Whether letters of ASCII are the same in any case.</param>
    internal KeyTable(bool ignoresCase = false) => _ignoresCase = ignoresCase;

    /// <summary>The number of keys.</summary>
    internal int Count { get; private set; }

    /// <summary>Copies a key by its number, and gives its bytes.</summary>
    internal byte[] ToArray(int number)
    {
        Entry entry = _entries[number];
        if (IsApart(entry.Length))
        {
            return _bytes.AsSpan(entry.Start, entry.Length).ToArray();
        }

        return MemoryMarshal.AsBytes<ulong>([entry.Key.Low, entry.Key.High])[..entry.Length].ToArray();
    }

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
            for (int place = (int)hash & mask; (entry = places[place & mask]) != 0 && number < 0; place++)
            {
                int candidate = (int)(entry >> 32) - 1;
                number = (uint)entry == hash && entries[candidate].Length == length && entries[candidate].Key == start ? candidate : -1;
            }

            numbers[i] = number;
        }
    }

    /// <summary>The number of a key; -1 where it is not there.</summary>
    /// <inheritdoc cref="GetOrAdd"/>
    internal int Find(ReadOnlySpan<byte> key, in KeyPrefix start, uint hash)
    {
        int place = PlaceOf(key, start, hash);
        return (int)(_places[place] >> 32) - 1;
    }

    /// <summary>The number of a key, which is the count so far where it is new.</summary>
    /// <param name="key">The key.</param>
    /// <param name="start">Its first bytes, where case does not matter in upper case.</param>
    /// <param name="hash">Its hash.</param>
    internal int GetOrAdd(ReadOnlySpan<byte> key, in KeyPrefix start, uint hash)
    {
        int place = PlaceOf(key, start, hash);
        if (_places[place] != 0)
        {
            return (int)(_places[place] >> 32) - 1;
        }

        Add(key, start);
        _places[place] = ((ulong)Count << 32) | hash;
        if (Count > _places.Length / 2)
        {
            Widen();
        }

        return Count - 1;
    }

    /// <summary>The place of a key, or the one where it belongs.</summary>
    private int PlaceOf(ReadOnlySpan<byte> key, in KeyPrefix start, uint hash)
    {
        int mask = _places.Length - 1;
        int place = (int)hash & mask;
        for (; _places[place] != 0; place = (place + 1) & mask)
        {
            if ((uint)_places[place] == hash)
            {
                ref Entry entry = ref _entries[(int)(_places[place] >> 32) - 1];
                if (entry.Key == start && entry.Length == key.Length
                    && (key.Length <= KeyPrefix.Size || Equal(key, _bytes.AsSpan(entry.Start, entry.Length))))
                {
                    break;
                }
            }
        }

        return place;
    }

    private bool Equal(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (!_ignoresCase)
        {
            return one.SequenceEqual(other);
        }

        for (int i = KeyPrefix.Size; i < one.Length; i++)
        {
            if (KeyBuffer.ToUpper(one[i]) != KeyBuffer.ToUpper(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True where the start of a key is not all of it as it is written.</summary>
    private bool IsApart(int length) => _ignoresCase || length > KeyPrefix.Size;

    private void Add(ReadOnlySpan<byte> key, in KeyPrefix start)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * Count);
        }

        _entries[Count++] = new Entry(start, key.Length, _used);
        if (!IsApart(key.Length))
        {
            return;
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
