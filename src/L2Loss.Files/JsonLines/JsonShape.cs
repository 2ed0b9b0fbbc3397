using System.Runtime.InteropServices;
using System.Text.Json;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>
/// All of a record but its values: the names, and what stands between them. Most records of a file are as the one before,
/// so a line is compared with that, and only its values are read.
/// </summary>
internal sealed class JsonShape
{
    // A record with more is always read name by name.
    private const int MaximumParts = 1024;
    private const int MaximumBytes = 1 << 16;

    private readonly int[] _partOfSlot;
    private Part[] _parts = new Part[16];

    // What stands before each value, then what follows the last one, and room for a vector.
    private byte[] _bytes = new byte[512];
    private int _count;
    private int _length;
    private int _endLength;
    private bool _isKnown;

    /// <summary>No shape yet, for records with so many wanted properties.</summary>
    internal JsonShape(int slots) => _partOfSlot = new int[slots];

    /// <summary>Whether values are expected that have words for what is no number in them.</summary>
    internal bool ExpectsWords { get; set; }

    /// <summary>Forgets the shape, to learn another.</summary>
    internal void Begin()
    {
        _count = 0;
        _length = 0;
        _isKnown = false;
        Array.Fill(_partOfSlot, -1);
    }

    /// <summary>Learns the next property of a record.</summary>
    /// <param name="before">All bytes between the value before it and its own.</param>
    /// <param name="slot">Where its value belongs; -1 when nobody asked for it.</param>
    /// <param name="isExact">Whether its name is written as that of the column.</param>
    internal void Add(ReadOnlySpan<byte> before, int slot, bool isExact)
    {
        if (_count < MaximumParts && Append(before))
        {
            if (slot >= 0)
            {
                // Of several properties for one slot the last exact one counts; without one the last.
                int other = _partOfSlot[slot];
                if (other >= 0 && _parts[other].IsExact && !isExact)
                {
                    slot = -1;
                }
                else
                {
                    _partOfSlot[slot] = _count;
                    if (other >= 0)
                    {
                        _parts[other].Slot = -1;
                    }
                }
            }

            if (_count == _parts.Length)
            {
                Array.Resize(ref _parts, 2 * _count);
            }

            _parts[_count] = new Part { Length = before.Length, Slot = slot, IsExact = isExact };
        }

        _count++;
    }

    /// <summary>Learns what follows the last value: the record was valid, and the shape can be used.</summary>
    internal void End(ReadOnlySpan<byte> after)
    {
        _endLength = after.Length;
        _isKnown = _count <= MaximumParts && Append(after);
    }

    /// <summary>
    /// Reads a line of this shape. False for any other line, and for values that are seldom: those need the careful reader.
    /// </summary>
    /// <remarks>So many bytes after the line must be readable as <see cref="JsonValue.Slack"/> says.</remarks>
    [MethodImpl(HotLoop.Options)]
    internal bool TryRead(byte[] bytes, int start, int end, Span<JsonCell> cells)
    {
        if (!_isKnown)
        {
            return false;
        }

        cells.Clear();
        ref byte data = ref MemoryMarshal.GetArrayDataReference(bytes);
        int position = start;
        int known = 0;
        for (int i = 0; i < _count; i++)
        {
            ref Part part = ref _parts[i];
            if (part.Length >= end - position || !JsonValue.IsSame(bytes, position, _bytes, known, part.Length))
            {
                return false;
            }

            position += part.Length;
            known += part.Length;
            int length = JsonValue.Measure(bytes, position, end, ExpectsWords, out JsonTokenType token);
            if (length == 0)
            {
                return false;
            }

            if (part.Slot >= 0)
            {
                cells[part.Slot] = new JsonCell(token, position, length, part.IsExact);
            }

            position += length;
        }

        return end - position == _endLength && JsonValue.IsSame(bytes, position, _bytes, known, _endLength);
    }

    private bool Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > MaximumBytes)
        {
            _count = MaximumParts;
            return false;
        }

        if (_length + bytes.Length + JsonValue.Slack > _bytes.Length)
        {
            Array.Resize(ref _bytes, (2 * _bytes.Length) + bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return true;
    }

    private struct Part
    {
        internal int Length;
        internal int Slot;
        internal bool IsExact;
    }
}
