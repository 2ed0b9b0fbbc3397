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
    private const int LinesAtOnce = 2;
    private const int EndsAtOnce = 4;

    private readonly int[] _first = new int[NumberColumn.Capacity + ByteBlock.Size + LinesAtOnce];
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

    [MethodImpl(HotLoop.Options)]
    private static bool HaveAll(ReadOnlySpan<int> first, int fields)
    {
        int different = 0;
        for (int i = 1; i < first.Length; i++)
        {
            different |= (first[i] - first[i - 1]) ^ fields;
        }

        return different == 0;
    }

    /// <summary>Lists the ends of fields, and which of them end lines.</summary>
    /// <returns>The number of lines.</returns>
    private int FindEnds(DelimitedPiece piece, byte delimiter, int start)
    {
        _ends[0] = start - 1;
        _first[0] = 0;
        int lines = FindEnds(piece, delimiter, start, _first, _ends);
        while (lines < 0)
        {
            // One record alone has more fields than there is room for.
            Array.Resize(ref _ends, 2 * _ends.Length);
            lines = FindEnds(piece, delimiter, start, _first, _ends);
        }

        return lines;
    }

    /// <summary>The same with what room there is; -1 where that is too little for one line. No call, so that all it works with stays in registers.</summary>
    [MethodImpl(HotLoop.Options)]
    private static int FindEnds(DelimitedPiece piece, byte delimiter, int start, int[] first, int[] ends)
    {
        ref byte data = ref MemoryMarshal.GetArrayDataReference(piece.Buffer);
        ref int firstPlace = ref MemoryMarshal.GetArrayDataReference(first);
        ref int endPlace = ref MemoryMarshal.GetArrayDataReference(ends);
        bool hasQuotes = piece.HasQuotes;
        bool hasReturns = piece.HasReturns;
        int end = piece.End;
        int room = ends.Length - ByteBlock.Size - EndsAtOnce;
        int used = 1;
        int lines = 0;
        ulong wasInside = 0;
        int position = start;
        for (; position < end && lines < NumberColumn.Capacity && used <= room; position += ByteBlock.Size)
        {
            // Zeros stand after the end of the piece, but for a piece that goes on there may be more than them.
            var block = new ByteBlock(ref Unsafe.Add(ref data, position));
            ulong lineMask = block.MaskOf((byte)'\n');
            ulong endMask = block.MaskOf(delimiter);
            if (hasReturns)
            {
                // CR LF ends at its LF.
                ulong returns = block.MaskOf((byte)'\r');
                ulong nextFeed = Unsafe.Add(ref data, position + ByteBlock.Size) == (byte)'\n' ? 1UL << 63 : 0;
                lineMask |= returns & ~((lineMask >> 1) | nextFeed);
            }

            endMask |= lineMask;
            if (hasQuotes)
            {
                ulong inside = ByteBlock.Parity(block.MaskOf((byte)'"')) ^ wasInside;
                wasInside = (ulong)((long)inside >> 63);
                endMask &= ~inside;
                lineMask &= ~inside;
            }

            int left = end - position;
            if (left < ByteBlock.Size)
            {
                ulong valid = (1UL << left) - 1;
                endMask &= valid;
                lineMask &= valid;
            }

            // Some are written whether they are there or not: how many there are cannot be predicted by the processor.
            ref int line = ref Unsafe.Add(ref firstPlace, lines + 1);
            lines += BitOperations.PopCount(lineMask);
            do
            {
                for (int i = 0; i < LinesAtOnce; i++)
                {
                    Unsafe.Add(ref line, i) = used - 1 + BitOperations.PopCount(endMask & (lineMask ^ (lineMask - 1)));
                    lineMask &= lineMask - 1;
                }

                line = ref Unsafe.Add(ref line, LinesAtOnce);
            }
            while (lineMask != 0);

            ref int to = ref Unsafe.Add(ref endPlace, used);
            used += BitOperations.PopCount(endMask);
            do
            {
                for (int i = 0; i < EndsAtOnce; i++)
                {
                    Unsafe.Add(ref to, i) = position + BitOperations.TrailingZeroCount(endMask);
                    endMask &= endMask - 1;
                }

                to = ref Unsafe.Add(ref to, EndsAtOnce);
            }
            while (endMask != 0);
        }

        return lines > 0 || position >= end ? lines : -1;
    }
}
