using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>A block of records of a delimited file.</summary>
internal sealed class DelimitedBlock : RecordBlock
{
    private readonly ColumnSelection _selection;
    private readonly DelimitedLayout _layout;
    private readonly RecordIndex _index = new();
    private readonly Utf8NumberReader _numbers;
    private DelimitedPiece? _piece;

    /// <summary>A block for the selected columns.</summary>
    internal DelimitedBlock(ColumnSelection selection, DelimitedLayout layout)
    {
        _selection = selection;
        _layout = layout;
        _numbers = new Utf8NumberReader(selection.Reader);
        HotLoop.Prepare(typeof(DecimalBytes));
        Numbers = [.. selection.Numbers.Select(_ => new NumberColumn())];
    }

    /// <inheritdoc/>
    internal override int Count => _piece is null ? 0 : _index.Count;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers { get; }

    /// <summary>Empties the block.</summary>
    internal void Clear()
    {
        _piece = null;
        foreach (NumberColumn column in Numbers)
        {
            column.Clear();
        }
    }

    /// <summary>Parses the records from a position on.</summary>
    /// <returns>Where the next record starts.</returns>
    internal int Fill(DelimitedPiece piece, int start, bool isRegular, CancellationToken cancellation)
    {
        Clear();
        int next = isRegular
            ? _index.FillRegular(piece, _layout, start)
            : _index.FillExact(piece, _layout, start, cancellation);
        _piece = piece;
        for (int i = 0; i < Numbers.Length; i++)
        {
            if (isRegular && _index.IsUniform && _selection.Reader.IsPlain)
            {
                FillFast(Numbers[i], _selection.Numbers[i]);
            }
            else
            {
                FillCells(Numbers[i], _selection.Numbers[i]);
            }

            foreach (int record in _index.Malformed)
            {
                Numbers[i].SetFault(record, NumberFault.Malformed);
            }
        }

        return next;
    }

    /// <inheritdoc/>
    internal override string? Text(int record, int column)
    {
        int start = Fault(record) == NumberFault.None ? _index.Start(record, column) : -1;
        ReadOnlySpan<byte> data = _piece!.Data;
        return start < 0 ? null : FieldReader.Text(data, _layout.Reader.Read(data, start));
    }

    /// <inheritdoc/>
    internal override void AppendKeys(int[] columns, KeyBuffer keys)
    {
        ReadOnlySpan<byte> data = _piece!.Data;
        bool mayBePlain = columns.Length == 1 && _index.IsUniform && !HasFaults;
        for (int record = 0; record < Count; record++)
        {
            if (mayBePlain)
            {
                record += keys.AppendPlain(_piece.Buffer, _index.Ends[columns[0]..], _layout.Fields, record, Count);
                if (record == Count)
                {
                    return;
                }
            }

            bool hasTexts = Fault(record) == NumberFault.None;
            foreach (int column in columns)
            {
                int start = hasTexts ? _index.Start(record, column) : -1;
                keys.Append(start < 0 ? default
                    : _index.IsUniform && FieldReader.IsBare(data, start) ? data[start.._index.End(record, column)]
                    : FieldReader.Bytes(data, _layout.Reader.Read(data, start)));
            }

            keys.EndKey();
        }
    }

    /// <inheritdoc/>
    internal override bool HasFaults => _index.Malformed.Count > 0;

    /// <inheritdoc/>
    internal override NumberFault Fault(int record) =>
        HasFaults && _index.Malformed.BinarySearch(record) >= 0 ? NumberFault.Malformed : NumberFault.None;

    /// <inheritdoc/>
    internal override BadCell Bad(int record, int column, NumberFault fault, long number)
    {
        BadCell bad = base.Bad(record, column, fault, number);
        return bad.Text is null && !NumberFaultOrder.IsOfKey(fault) ? bad with { BadLine = ReadLine(record) } : bad;
    }

    /// <inheritdoc/>
    internal override long Line(int record) => _piece!.Line(_index.Start(record, 0));

    /// <summary>The text of a record and the number of its values.</summary>
    private BadLine ReadLine(int record)
    {
        ReadOnlySpan<byte> data = _piece!.Data;
        int start = _index.Start(record, 0);
        int end = start;
        int values = 0;
        int fields = 0;
        DelimitedField field;
        do
        {
            field = _layout.Reader.Read(data, end);
            fields++;
            values = field.IsEmpty ? values : fields;
            end = field.Next;
        }
        while (field.End == FieldEnd.Delimiter);
        return new BadLine(BadLine.Shorten(data[start..end]), values, _layout, null);
    }

    private void FillCells(NumberColumn numbers, int column)
    {
        numbers.SetShort(_index.Count, out _);
        for (int record = 0; record < _index.Count; record++)
        {
            int start = _index.Start(record, column);
            if (start < 0)
            {
                numbers.Set(record, NumberFault.Missing, default);
            }
            else
            {
                ReadCell(start, numbers, record);
            }
        }
    }

    /// <summary>Reads any cell as a number, by the same rules as its text.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadCell(int start, NumberColumn numbers, int record)
    {
        DelimitedPiece piece = _piece!;
        DelimitedField field = _layout.Reader.Read(piece.Data, start);
        NumberFault fault = field.IsPlain
            ? _numbers.Read(piece.Buffer, field.Start, field.Start + field.Length, out Number number)
            : _numbers.Read(FieldReader.Bytes(piece.Data, field), out number);
        numbers.Set(record, fault, number);
    }

    /// <summary>The usual case: every record has all fields, of which nearly all are short decimals.</summary>
    [MethodImpl(HotLoop.Options)]
    private void FillFast(NumberColumn numbers, int column)
    {
        DelimitedPiece piece = _piece!;
        bool mayBeWrapped = piece.HasQuotes || (piece.HasReturns && column == _layout.Fields - 1);
        ref byte data = ref MemoryMarshal.GetArrayDataReference(piece.Buffer);
        ref int ends = ref Unsafe.Add(ref MemoryMarshal.GetReference(_index.Ends), column);
        int fields = _layout.Fields;
        Span<long> mantissas = numbers.SetShort(_index.Count, out Span<byte> scales);
        for (int record = 0; ; record++)
        {
            record += ReadShort(
                ref data, ref Unsafe.Add(ref ends, record * fields), fields, mayBeWrapped, mantissas[record..], scales[record..]);
            if (record == mantissas.Length)
            {
                return;
            }

            int start = Unsafe.Add(ref ends, record * fields) + 1;
            int first = start;
            int end = Unsafe.Add(ref ends, (record * fields) + 1);
            Unwrap(ref data, ref first, ref end);
            if (DecimalBytes.TryRead(ref data, first, end, out mantissas[record], out int scale))
            {
                scales[record] = (byte)scale;
            }
            else
            {
                ReadCell(start, numbers, record);
            }
        }
    }

    /// <summary>Reads cells up to one that is no short decimal; no call, so that all it works with stays in registers.</summary>
    /// <returns>How many were read.</returns>
    [MethodImpl(HotLoop.Options)]
    private static int ReadShort(
        ref byte data, ref int ends, int fields, bool mayBeWrapped, Span<long> mantissas, Span<byte> scales)
    {
        ref byte scale = ref MemoryMarshal.GetReference(scales);
        for (int record = 0; record < mantissas.Length; record++)
        {
            int start = ends + 1;
            int end = Unsafe.Add(ref ends, 1);
            if (mayBeWrapped)
            {
                Unwrap(ref data, ref start, ref end);
            }

            if (!DecimalBytes.TryReadShort(ref data, start, end, out mantissas[record], out int places))
            {
                return record;
            }

            Unsafe.Add(ref scale, record) = (byte)places;
            ends = ref Unsafe.Add(ref ends, fields);
        }

        return mantissas.Length;
    }

    /// <summary>Leaves out a carriage return before the line feed, and a quote on either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unwrap(ref byte data, ref int start, ref int end)
    {
        if (end - start <= 1)
        {
            return;
        }

        end -= Unsafe.Add(ref data, end - 1) == (byte)'\r' ? 1 : 0;
        int quotes = Unsafe.Add(ref data, start) == (byte)'"' && Unsafe.Add(ref data, end - 1) == (byte)'"' ? 1 : 0;
        start += quotes;
        end -= quotes;
    }
}
