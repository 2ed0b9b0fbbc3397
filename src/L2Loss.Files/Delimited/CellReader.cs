using System.Runtime.CompilerServices;
using System.Text;

namespace L2Loss.Files;

/// <summary>Reads any cell as a number, by the same rules as its text.</summary>
internal sealed class CellReader
{
    private readonly FieldReader _fields;
    private readonly NumberReader _numbers;
    private char[] _text = new char[64];

    /// <summary>Cells of these fields and numbers.</summary>
    internal CellReader(FieldReader fields, NumberReader numbers)
    {
        _fields = fields;
        _numbers = numbers;
    }

    /// <summary>Reads the cell at a position of a piece and puts it in a column.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Read(DelimitedPiece piece, int position, NumberColumn column, int record)
    {
        ReadOnlySpan<byte> data = piece.Data;
        DelimitedField field = _fields.Read(data, position);
        if (_numbers.IsPlain && field.IsPlain)
        {
            int start = field.Start;
            int end = field.Start + field.Length;
            while (start < end && data[start] is (byte)' ' or (byte)'\t')
            {
                start++;
            }

            while (start < end && data[end - 1] is (byte)' ' or (byte)'\t')
            {
                end--;
            }

            if (DecimalBytes.TryRead(ref piece.Buffer[0], start, end, out long mantissa, out int scale))
            {
                column.Set(record, NumberFault.None, Number.FromMantissa(mantissa, scale));
                return;
            }
        }

        ReadOnlySpan<byte> bytes = FieldReader.Bytes(data, field);
        if (_text.Length < bytes.Length)
        {
            _text = new char[bytes.Length];
        }

        // UTF-8 never has more characters than bytes.
        int length = Encoding.UTF8.GetChars(bytes, _text);
        NumberFault fault = _numbers.Read(_text.AsSpan(0, length), out Number number);
        column.Set(record, fault, number);
    }
}
