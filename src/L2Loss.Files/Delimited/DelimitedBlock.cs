using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>A block of records of a delimited file.</summary>
internal sealed class DelimitedBlock : RecordBlock
{
    private readonly ColumnSelection _selection;
    private readonly DelimitedLayout _layout;
    private readonly RecordIndex _index = new();
    private readonly CellReader _cells;
    private DelimitedPiece? _piece;

    /// <summary>A block for the selected columns.</summary>
    internal DelimitedBlock(ColumnSelection selection, DelimitedLayout layout)
    {
        _selection = selection;
        _layout = layout;
        _cells = new CellReader(layout.Reader, selection.Reader);
        Numbers = [.. selection.Numbers.Select(_ => new NumberColumn())];
    }

    /// <inheritdoc/>
    internal override int Count => _piece is null ? 0 : _index.Count;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers { get; }

    /// <summary>How many records have more fields than the header.</summary>
    internal int LongRecords => _index.LongRecords;

    /// <summary>The line of the first of them.</summary>
    internal long FirstLongLine => Line(_index.FirstLong);

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
    internal int Fill(DelimitedPiece piece, int start, bool isRegular)
    {
        Clear();
        int next = isRegular ? _index.FillRegular(piece, _layout, start) : _index.FillExact(piece, _layout, start);
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
        }

        return next;
    }

    /// <inheritdoc/>
    internal override string? Text(int record, int column)
    {
        int start = _index.Start(record, column);
        ReadOnlySpan<byte> data = _piece!.Data;
        return start < 0 ? null : FieldReader.Text(data, _layout.Reader.Read(data, start));
    }

    /// <inheritdoc/>
    internal override long Line(int record) => _piece!.Line(_index.Start(record, 0));

    private void FillCells(NumberColumn numbers, int column)
    {
        for (int record = 0; record < _index.Count; record++)
        {
            int start = _index.Start(record, column);
            if (start < 0)
            {
                numbers.Add(NumberFault.Missing, default);
            }
            else
            {
                _cells.Read(_piece!, start, numbers);
            }
        }
    }

    private void FillFast(NumberColumn numbers, int column)
    {
        ref byte data = ref MemoryMarshal.GetArrayDataReference(_piece!.Buffer);
        ReadOnlySpan<int> ends = _index.Ends;
        foreach (int first in _index.First)
        {
            int start = ends[first + column] + 1;
            int end = ends[first + column + 1];
            int length = end - start;
            ref byte text = ref Unsafe.Add(ref data, start);
            if (length > 1)
            {
                // A carriage return before the line feed, or a quote on either side.
                byte last = Unsafe.Add(ref text, length - 1);
                if (last == (byte)'\r')
                {
                    length--;
                    last = Unsafe.Add(ref text, length - 1);
                }

                if (last == (byte)'"' && text == (byte)'"')
                {
                    text = ref Unsafe.Add(ref text, 1);
                    length -= 2;
                }
            }

            if (ShortDecimal.TryRead(ref text, length, out long mantissa, out int scale))
            {
                numbers.AddShort(mantissa, scale);
            }
            else
            {
                _cells.Read(_piece, start, numbers);
            }
        }
    }
}
