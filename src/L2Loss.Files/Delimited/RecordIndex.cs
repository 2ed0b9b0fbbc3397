using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>Where the fields of the records of a block lie.</summary>
/// <remarks>
/// One list of ends: the byte before the first record, then each delimiter and line end. So field c of a record lies
/// between the ends c and c + 1 after the record's own.
/// </remarks>
internal sealed class RecordIndex
{
    private readonly int[] _first = new int[NumberColumn.Capacity + ByteBlock.Size + 1];
    private readonly int[] _fields = new int[NumberColumn.Capacity];
    private int[] _ends = new int[1 << 14];

    /// <summary>The number of records.</summary>
    internal int Count { get; private set; }

    /// <summary>The byte before each field, or the byte after the field before it.</summary>
    internal ReadOnlySpan<int> Ends => _ends;

    /// <summary>True when every record has as many fields as the header.</summary>
    internal bool IsUniform { get; private set; }

    /// <summary>The records with more values than there are columns, in order; empty values are none.</summary>
    internal List<int> Malformed { get; } = [];

    /// <summary>Where a field starts; -1 where the record is too short to have it.</summary>
    internal int Start(int record, int field) =>
        IsUniform || field < _fields[record] ? _ends[_first[record] + field] + 1 : -1;

    /// <summary>Where a field ends, if all records are uniform: at its delimiter, or at the last byte of its line end.</summary>
    internal int End(int record, int field) => _ends[_first[record] + field + 1];

    /// <summary>Finds records by the masks of delimiters and line ends outside quotes.</summary>
    /// <returns>Where the next record starts.</returns>
    internal int FillRegular(DelimitedPiece piece, DelimitedLayout layout, int start)
    {
        int lines = FindEnds(piece, (byte)layout.Reader.Delimiter, start);
        int count = Math.Min(lines, NumberColumn.Capacity);
        int next = _ends[_first[count]] + 1;
        Malformed.Clear();
        Count = count;
        IsUniform = layout.Fields > 1 && HaveAll(_first.AsSpan(0, count + 1), layout.Fields);
        if (IsUniform)
        {
            for (int record = 0; layout.Fields > layout.Columns && record < count; record++)
            {
                CheckExcess(piece, layout, record, _first[record], layout.Fields);
            }

            return next;
        }

        Count = 0;
        for (int line = 0; line < count; line++)
        {
            int fields = _first[line + 1] - _first[line];
            if (fields > 1 || !IsBlank(piece, layout, _ends[_first[line]] + 1))
            {
                CheckExcess(piece, layout, Count, _first[line], fields);
                Add(_first[line], fields);
            }
        }

        return next;
    }

    /// <summary>Finds records field by field.</summary>
    /// <returns>Where the next record starts.</returns>
    /// <exception cref="MalformedFileException">The data ends inside quotes.</exception>
    internal int FillExact(DelimitedPiece piece, DelimitedLayout layout, int start, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> data = piece.Data;
        IsUniform = false;
        Malformed.Clear();
        Count = 0;
        int used = 0;
        for (int steps = 1; start < data.Length && Count < NumberColumn.Capacity;)
        {
            int first = used;
            int fields = 0;
            bool hasText = false;
            bool hasExcess = false;
            DelimitedField field;
            do
            {
                if ((++steps & 0xFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                field = layout.Reader.Read(data, start);
                if (field.End == FieldEnd.OpenQuote)
                {
                    throw piece.OpenQuote(field);
                }

                if (fields < layout.Fields)
                {
                    if (used == _ends.Length)
                    {
                        Array.Resize(ref _ends, 2 * used);
                    }

                    _ends[used++] = start - 1;
                }

                fields += field.IsNothing ? 0 : 1;
                hasText |= !field.IsEmpty;
                hasExcess |= !field.IsEmpty && fields > layout.Columns;
                start = field.Next;
            }
            while (field.End == FieldEnd.Delimiter);

            if (fields > 1 || (fields == 1 && hasText))
            {
                if (hasExcess)
                {
                    Malformed.Add(Count);
                }

                Add(first, fields);
            }
        }

        return start;
    }

    /// <summary>Finds a record with a value beyond the columns.</summary>
    private void CheckExcess(DelimitedPiece piece, DelimitedLayout layout, int record, int first, int fields)
    {
        for (int field = layout.Columns; field < fields; field++)
        {
            int start = _ends[first + field] + 1;
            if (start < _ends[first + field + 1] && !layout.Reader.Read(piece.Data, start).IsEmpty)
            {
                Malformed.Add(record);
                return;
            }
        }
    }

    private void Add(int first, int fields)
    {
        _first[Count] = first;
        _fields[Count] = fields;
        Count++;
    }

    private static bool IsBlank(DelimitedPiece piece, DelimitedLayout layout, int start) =>
        (start == piece.End || piece.Buffer[start] is <= (byte)' ' or (byte)'"' or 0xEF)
        && layout.Reader.Read(piece.Data, start).IsEmpty;

    private static bool HaveAll(ReadOnlySpan<int> first, int fields)
    {
        int different = 0;
        for (int i = 1; i < first.Length; i++)
        {
            different |= (first[i] - first[i - 1]) ^ fields;
        }

        return different == 0;
    }

    private int FindEnds(DelimitedPiece piece, byte delimiter, int start)
    {
        ref byte data = ref MemoryMarshal.GetArrayDataReference(piece.Buffer);
        bool hasQuotes = piece.HasQuotes;
        bool hasReturns = piece.HasReturns;
        _ends[0] = start - 1;
        _first[0] = 0;
        int used = 1;
        int lines = 0;
        ulong wasInside = 0;
        for (int position = start; position < piece.End && lines < NumberColumn.Capacity; position += ByteBlock.Size)
        {
            if (used + ByteBlock.Size + 8 > _ends.Length)
            {
                if (lines > 0)
                {
                    break;
                }

                Array.Resize(ref _ends, 2 * _ends.Length);
            }

            // Zeros stand after the end of the piece, but for a piece that goes on there may be more than them.
            var block = new ByteBlock(ref Unsafe.Add(ref data, position));
            ulong feeds = block.MaskOf((byte)'\n');
            ulong ends = block.MaskOf(delimiter);
            if (hasReturns)
            {
                // CR LF ends at its LF.
                ulong returns = block.MaskOf((byte)'\r');
                ulong nextFeed = Unsafe.Add(ref data, position + ByteBlock.Size) == (byte)'\n' ? 1UL << 63 : 0;
                feeds |= returns & ~((feeds >> 1) | nextFeed);
            }

            ends |= feeds;
            if (hasQuotes)
            {
                ulong inside = ByteBlock.Parity(block.MaskOf((byte)'"')) ^ wasInside;
                wasInside = (ulong)((long)inside >> 63);
                ends &= ~inside;
                feeds &= ~inside;
            }

            int left = piece.End - position;
            if (left < ByteBlock.Size)
            {
                ulong valid = (1UL << left) - 1;
                ends &= valid;
                feeds &= valid;
            }

            for (; feeds != 0; feeds &= feeds - 1)
            {
                _first[++lines] = used + BitOperations.PopCount(ends & (feeds ^ (feeds - 1))) - 1;
            }

            used = Store(ends, position, used);
        }

        return lines;
    }

    /// <summary>Writes the positions of the bits, eight at a time: cheaper than to stop at each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Store(ulong bits, int position, int used)
    {
        int count = BitOperations.PopCount(bits);
        ref int to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ends), used);
        for (int done = 0; done < count; done += 8)
        {
            for (int i = 0; i < 8; i++)
            {
                Unsafe.Add(ref to, done + i) = position + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
            }
        }

        return used + count;
    }
}
