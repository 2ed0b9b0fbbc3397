using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace L2Loss.Files;

/// <summary>
/// The keys of the records of a block as bytes, so that a key that is known already becomes no text: equal bytes are equal
/// keys. Keys that differ in case only have other bytes, and are put together by their text.
/// </summary>
internal sealed class KeyBuffer
{
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    // How the text of a value is written.
    private const byte Utf8 = 0;
    private const byte Utf16 = 1;

    // Words are read whole.
    private const int Slack = ShortKey.Size;

    private static readonly ulong Seed = (ulong)Guid.NewGuid().GetHashCode();

    private readonly int[] _ends = new int[NumberColumn.Capacity + 1];
    private readonly ulong[] _hashes = new ulong[NumberColumn.Capacity];
    private byte[] _bytes = new byte[1 << 12];
    private int _length;
    private int _width;
    private int _values;

    /// <summary>The number of keys.</summary>
    internal int Count { get; private set; }

    /// <summary>The key of a record.</summary>
    internal ReadOnlySpan<byte> this[int record] => _bytes.AsSpan(_ends[record], _ends[record + 1] - _ends[record]);

    /// <summary>The first bytes of the key of a record.</summary>
    internal ShortKey Start(int record)
    {
        ref byte start = ref _bytes[_ends[record]];
        int length = _ends[record + 1] - _ends[record];
        ulong low = Word(ref start, length);
        return new ShortKey(low, length <= sizeof(ulong) ? 0 : Word(ref Unsafe.Add(ref start, sizeof(ulong)), length - sizeof(ulong)));
    }

    /// <summary>A hash of the key of a record, which is another one in each process.</summary>
    internal ulong Hash(int record) => _hashes[record];

    /// <summary>Takes over the keys of a block.</summary>
    internal void Fill(RecordBlock block, int[] columns)
    {
        Count = 0;
        _length = 0;
        _width = columns.Length;
        block.AppendKeys(columns, this);
    }

    /// <summary>Adds a value of a key as UTF-8, without blanks around it.</summary>
    internal void Append(ReadOnlySpan<byte> value) => Append(value, Utf8);

    /// <summary>Adds a value of a key; none counts as empty.</summary>
    /// <remarks>As it is in memory, since not every text can be written as UTF-8.</remarks>
    internal void Append(string? value) => Append(MemoryMarshal.AsBytes(value.AsSpan().Trim()), Utf16);

    /// <summary>Ends the key of a record; what follows is of the next one.</summary>
    internal void EndKey()
    {
        int start = _ends[Count];
        _hashes[Count] = Hash(ref _bytes[0], start, _length - start);
        Count++;
        _ends[Count] = _length;
        _values = 0;
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
            int length = i == width - 1 ? key.Length - 1 : BinaryPrimitives.ReadInt32LittleEndian(key[1..]);
            key = key[(i == width - 1 ? 1 : 1 + sizeof(int))..];
            ReadOnlySpan<byte> value = key[..length];
            values[i] = kind == Utf8 ? Encoding.UTF8.GetString(value) : MemoryMarshal.Cast<byte, char>(value).ToString();
            key = key[length..];
        }

        return RecordKey.Of(values);
    }

    /// <summary>Before a value comes what it is, and its length if another one follows: no two keys are the same bytes.</summary>
    private void Append(ReadOnlySpan<byte> value, byte kind)
    {
        int needed = checked(_length + 1 + sizeof(int) + value.Length + Slack);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
        }

        _bytes[_length++] = kind;
        if (++_values < _width)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), value.Length);
            _length += sizeof(int);
        }

        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    private static ulong Hash(ref byte bytes, int start, int length)
    {
        ref byte next = ref Unsafe.Add(ref bytes, start);
        ulong hash = Seed;
        for (; length > sizeof(ulong); length -= sizeof(ulong))
        {
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref next));
            next = ref Unsafe.Add(ref next, sizeof(ulong));
        }

        return Mix(Mix(hash ^ Word(ref next, length)));
    }

    /// <summary>The next eight bytes, or as many as there are.</summary>
    private static ulong Word(ref byte bytes, int length)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref bytes);
        return length >= sizeof(ulong) ? word : word & ((1UL << (8 * length)) - 1);
    }

    private static ulong Mix(ulong value)
    {
        value *= Factor;
        return value ^ (value >> 32);
    }
}
