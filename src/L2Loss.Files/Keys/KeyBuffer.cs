using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace L2Loss.Files;

/// <summary>
/// The keys of the records of a block as bytes, so that a key that is known already becomes no text: equal bytes are equal
/// keys. Keys of ASCII have the same hash and start in any case; whether others are equal in any case, only their text tells.
/// </summary>
internal sealed class KeyBuffer
{
    /// <summary>Stands for a key that is no whole number; no whole number of at most 18 digits is this.</summary>
    internal const long NoInteger = long.MinValue;

    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    // How the text of a value is written.
    private const byte Utf8 = 0;
    private const byte Utf16 = 1;

    // A field that is copied at once.
    private const int PlainLength = KeyPrefix.Size;

    // Words are read whole.
    private const int Slack = KeyPrefix.Size;

    private static readonly ulong Seed = (ulong)Guid.NewGuid().GetHashCode();

    // The bits that only bytes beyond ASCII have.
    private const ulong HighBits = 0x8080_8080_8080_8080;

    // A length is written in numbers of so many bits, which are no letters.
    private const int LengthBits = 5;
    private const int LengthSize = 7;

    private readonly int[] _ends = new int[NumberColumn.Capacity + 1];
    private readonly ulong[] _hashes = new ulong[NumberColumn.Capacity];
    private readonly bool[] _isAscii = new bool[NumberColumn.Capacity];
    private readonly long[] _integers = new long[NumberColumn.Capacity];
    private byte[] _bytes = new byte[1 << 12];
    private int _length;
    private int _width;
    private int _values;
    private bool _isUtf8;
    private bool _hasHashes;

    /// <summary>No keys yet.</summary>
    internal KeyBuffer() => HotLoop.Prepare(typeof(KeyBuffer));

    /// <summary>The number of keys.</summary>
    internal int Count { get; private set; }

    /// <summary>The key of a record.</summary>
    internal ReadOnlySpan<byte> this[int record] => _bytes.AsSpan(_ends[record], LengthOf(record));

    /// <summary>The length of the key of a record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int LengthOf(int record) => _ends[record + 1] - _ends[record];

    /// <summary>The first bytes of the key of a record, of one of ASCII in upper case; after <see cref="ReadHashes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal KeyPrefix Start(int record)
    {
        ref byte start = ref _bytes[_ends[record]];
        int length = LengthOf(record);
        ulong low = Word(ref start, length);
        ulong high = length <= sizeof(ulong) ? 0 : Word(ref Unsafe.Add(ref start, sizeof(ulong)), length - sizeof(ulong));
        return _isAscii[record] ? new KeyPrefix(ToUpper(low), ToUpper(high)) : new KeyPrefix(low, high);
    }

    /// <summary>The key of a record as text.</summary>
    internal RecordKey Key(int record) => ToKey(this[record], _width);

    /// <summary>A hash of the key of a record, which is another one in each process; after <see cref="ReadHashes"/>.</summary>
    internal ulong Hash(int record) => _hashes[record];

    /// <summary>True for a key of ASCII alone; after <see cref="ReadHashes"/>.</summary>
    internal bool IsAscii(int record) => _isAscii[record];

    /// <summary>The only value of each key as a whole number, or <see cref="NoInteger"/>; after <see cref="ReadIntegers"/>.</summary>
    internal ReadOnlySpan<long> Integers => _integers.AsSpan(0, Count);

    /// <summary>Takes over the keys of a block.</summary>
    internal void Fill(RecordBlock block, int[] columns)
    {
        Begin(columns.Length);
        block.AppendKeys(columns, this);
    }

    /// <summary>Begins anew, with keys of so many values.</summary>
    internal void Begin(int width)
    {
        Count = 0;
        _length = 0;
        _width = width;
        _isUtf8 = true;
        _hasHashes = false;
    }

    /// <summary>Adds a value of a key in UTF-8.</summary>
    internal void Append(ReadOnlySpan<byte> value)
    {
        value = Trim(value);
        if (value.Length > 1 && (value[0] | value[^1]) > 0x7F && HasOtherBlanks(value))
        {
            Append(Encoding.UTF8.GetString(value));
            return;
        }

        value.CopyTo(Head(value.Length, Utf8));
        _length += value.Length;
    }

    /// <summary>
    /// Adds keys that are one field of a record each, up to one that is long or has anything but a visible character of ASCII at an end.
    /// </summary>
    /// <param name="data">The records, readable beyond their end.</param>
    /// <param name="fieldEnds">The byte before the field of the first record of all, that after it, and so on.</param>
    /// <param name="fields">The number of fields of a record.</param>
    /// <param name="record">The first record to add.</param>
    /// <param name="count">The number of records.</param>
    /// <returns>How many were added.</returns>
    [MethodImpl(HotLoop.Options)]
    internal int AppendPlain(byte[] data, ReadOnlySpan<int> fieldEnds, int fields, int record, int count)
    {
        ref byte from = ref MemoryMarshal.GetArrayDataReference(data);
        ref byte to = ref MemoryMarshal.GetArrayDataReference(_bytes);
        ref int ends = ref Unsafe.Add(ref MemoryMarshal.GetReference(fieldEnds), record * fields);
        ref int keyEnd = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ends), Count + 1);
        int last = _bytes.Length - PlainLength - 1 - Slack;
        int length = _length;
        int added = 0;
        for (; record + added < count && length <= last; added++)
        {
            int start = ends + 1;
            int size = Unsafe.Add(ref ends, 1) - start;
            ref byte field = ref Unsafe.Add(ref from, start);
            if ((uint)(size - 1) >= PlainLength || !IsPlain(field, '#') || !IsPlain(Unsafe.Add(ref field, size - 1), '!'))
            {
                break;
            }

            ref byte key = ref Unsafe.Add(ref to, length);
            key = Utf8;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref key, 1), Unsafe.ReadUnaligned<KeyPrefix>(ref field));
            length += size + 1;
            Unsafe.Add(ref keyEnd, added) = length;
            ends = ref Unsafe.Add(ref ends, fields);
        }

        _isAscii.AsSpan(Count, added).Fill(true);
        Count += added;
        _length = length;
        return added;

        // What starts with a quote or a blank is not all that it seems.
        static bool IsPlain(byte value, char first) => (uint)(value - first) <= '~' - first;
    }

    /// <summary>Adds a value of a key; none counts as empty.</summary>
    /// <remarks>Beyond ASCII as it is in memory, since not every text can be written as UTF-8.</remarks>
    internal void Append(string? value)
    {
        ReadOnlySpan<char> text = value.AsSpan().Trim();
        foreach (char character in text)
        {
            if (character > '\x7F')
            {
                ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text);
                bytes.CopyTo(Head(bytes.Length, Utf16));
                _length += bytes.Length;
                return;
            }
        }

        Span<byte> target = Head(text.Length, Utf8);
        for (int i = 0; i < text.Length; i++)
        {
            target[i] = (byte)text[i];
        }

        _length += text.Length;
    }

    /// <summary>Adds a whole key of a table.</summary>
    internal void Append(KeyTable table, int number)
    {
        ReadOnlySpan<byte> key = table[number];
        Reserve(key.Length);
        key.CopyTo(_bytes.AsSpan(_length));
        _length += key.Length;
    }

    /// <summary>Ends the key of a record; what follows is of the next one.</summary>
    internal void EndKey()
    {
        _isAscii[Count] = _isUtf8;
        Count++;
        _ends[Count] = _length;
        _values = 0;
        _isUtf8 = true;
    }

    /// <summary>Computes the hashes, once.</summary>
    [MethodImpl(HotLoop.Options)]
    internal void ReadHashes()
    {
        if (_hasHashes)
        {
            return;
        }

        for (int record = 0; record < Count; record++)
        {
            int start = _ends[record];
            int length = _ends[record + 1] - start;
            ulong hash = Hash(ref _bytes[0], start, length, true, out ulong all);
            _isAscii[record] &= (all & HighBits) == 0;
            _hashes[record] = _isAscii[record] ? hash : Hash(ref _bytes[0], start, length, false, out _);
        }

        _hasHashes = true;
    }

    /// <summary>A hash of a whole number, which is another one in each process.</summary>
    internal static ulong Hash(long number) => Mix((ulong)number ^ Seed);

    /// <summary>Reads keys of one value as whole numbers; false where not all of them are, written as one is.</summary>
    internal bool ReadIntegers()
    {
        if (_width != 1)
        {
            return false;
        }

        HotLoop.Prepare(typeof(DecimalBytes));
        bool areIntegers = true;
        for (int record = ReadShortIntegers(0); record < Count; record += 1 + ReadShortIntegers(record + 1))
        {
            bool isInteger = TryReadInteger(record, out long value);
            _integers[record] = isInteger ? value : NoInteger;
            areIntegers &= isInteger;
        }

        return areIntegers;
    }

    /// <summary>Reads keys from one on up to one that is no short whole number; no call, so that all it works with stays in registers.</summary>
    /// <returns>How many were read.</returns>
    [MethodImpl(HotLoop.Options)]
    private int ReadShortIntegers(int first)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        ref int ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        Span<long> integers = _integers.AsSpan(0, Count);
        int record = first;
        for (; record < integers.Length; record++)
        {
            int start = Unsafe.Add(ref ends, record);
            if (Unsafe.Add(ref bytes, start) != Utf8
                || !DecimalBytes.TryReadShortWhole(ref bytes, start + 1, Unsafe.Add(ref ends, record + 1), out integers[record]))
            {
                break;
            }
        }

        return record - first;
    }

    private bool TryReadInteger(int record, out long value)
    {
        int start = _ends[record] + 1;
        int end = _ends[record + 1];
        bool isNumber = DecimalBytes.TryRead(ref _bytes[0], start, end, out value, out int scale) && scale == 0
            && _bytes[start - 1] == Utf8;

        // Without zeros before it or a point after it.
        byte first = _bytes[start] == (byte)'-' ? _bytes[start + 1] : _bytes[start];
        return isNumber && _bytes[end - 1] != (byte)'.' && (first != (byte)'0' || end - start == 1);
    }

    /// <summary>The key that bytes stand for.</summary>
    /// <param name="key">The bytes.</param>
    /// <param name="width">The number of its values.</param>
    internal static RecordKey ToKey(ReadOnlySpan<byte> key, int width)
    {
        var values = new string?[width];
        for (int i = 0; i < width; i++)
        {
            byte kind = key[0];
            key = key[1..];
            int length = key.Length;
            if (i < width - 1)
            {
                length = 0;
                for (int j = 0; j < LengthSize; j++)
                {
                    length |= key[j] << (LengthBits * j);
                }

                key = key[LengthSize..];
            }

            ReadOnlySpan<byte> value = key[..length];
            values[i] = kind == Utf8 ? Encoding.UTF8.GetString(value) : MemoryMarshal.Cast<byte, char>(value).ToString();
            key = key[length..];
        }

        return RecordKey.Of(values);
    }

    /// <summary>A value without the blanks of ASCII around it.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        int end = value.Length;
        while (end > 0 && IsBlank(value[end - 1]))
        {
            end--;
        }

        int start = 0;
        while (start < end && IsBlank(value[start]))
        {
            start++;
        }

        return value[start..end];

        static bool IsBlank(byte value) => value is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
    }

    /// <summary>True where a blank beyond ASCII may stand at the start or the end, such as U+00A0 or U+3000.</summary>
    private static bool HasOtherBlanks(ReadOnlySpan<byte> value) =>
        IsOtherBlank(value) || IsOtherBlank(value[^2..]) || (value.Length > 2 && IsOtherBlank(value[^3..]));

    private static bool IsOtherBlank(ReadOnlySpan<byte> value) => value.Length > 1 && value[0] switch
    {
        0xC2 => value[1] is 0x85 or 0xA0,
        0xE1 => value[1] == 0x9A,
        0xE2 => value[1] is 0x80 or 0x81,
        0xE3 => value[1] == 0x80,
        _ => false,
    };

    /// <summary>A letter of ASCII in upper case.</summary>
    internal static byte ToUpper(byte value) => value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;

    /// <summary>
    /// Writes what a value is, and its length if another one follows: no two keys are the same bytes. Gives the place for the
    /// value.
    /// </summary>
    private Span<byte> Head(int length, byte kind)
    {
        Reserve(checked(1 + LengthSize + length));
        _isUtf8 &= kind == Utf8;
        _bytes[_length++] = kind;
        if (++_values < _width)
        {
            for (int i = 0; i < LengthSize; i++)
            {
                _bytes[_length++] = (byte)((length >> (LengthBits * i)) & ((1 << LengthBits) - 1));
            }
        }

        return _bytes.AsSpan(_length);
    }

    private void Reserve(int length)
    {
        int needed = checked(_length + length + Slack);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ref byte bytes, int start, int length, bool inUpper, out ulong all)
    {
        ref byte next = ref Unsafe.Add(ref bytes, start);
        ulong hash = Seed;
        all = 0;
        for (; length > sizeof(ulong); length -= sizeof(ulong))
        {
            ulong word = Word(ref next, length);
            all |= word;
            hash = Mix(hash ^ (inUpper ? ToUpper(word) : word));
            next = ref Unsafe.Add(ref next, sizeof(ulong));
        }

        ulong last = Word(ref next, length);
        all |= last;
        return Mix(Mix(hash ^ (inUpper ? ToUpper(last) : last)));
    }

    /// <summary>The next eight bytes, or as many as there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte bytes, int length)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref bytes);
        return length >= sizeof(ulong) ? word : word & ((1UL << (8 * length)) - 1);
    }

    /// <summary>Eight bytes with their letters in upper case, if all are ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToUpper(ulong word)
    {
        // The high bit of each byte says whether it is at or after a, and whether after z.
        ulong low = word & ~HighBits;
        ulong atLeastA = low + (HighBits / 0x80 * (0x80 - 'a'));
        ulong beyondZ = low + (HighBits / 0x80 * (0x7F - 'z'));
        return word - (((atLeastA & ~beyondZ & HighBits) >> 2) & ~(word >> 2));
    }

    private static ulong Mix(ulong value)
    {
        value *= Factor;
        return value ^ (value >> 32);
    }
}
