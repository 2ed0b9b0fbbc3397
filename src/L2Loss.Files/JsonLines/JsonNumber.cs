using System.Globalization;
using System.Text.Json;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Reads a JSON value as a number.</summary>
internal sealed class JsonNumber
{
    private readonly Utf8NumberReader _numbers = new(new NumberReader(CultureInfo.InvariantCulture, []));
    private readonly Utf8NumberReader _texts;
    private byte[] _unescaped = [];

    /// <param name="texts">How strings are read.</param>
    internal JsonNumber(NumberReader texts) => _texts = new Utf8NumberReader(texts);

    /// <summary>Adds the number of a valid JSON value, or the reason why there is none.</summary>
    /// <param name="bytes">The piece that it is in.</param>
    /// <param name="cell">What it is and where.</param>
    /// <param name="column">Takes the number.</param>
    [MethodImpl(HotLoop.Options)]
    internal void Read(byte[] bytes, in JsonCell cell, NumberColumn column)
    {
        ReadOnlySpan<byte> value = bytes.AsSpan(cell.Start, cell.Length);
        int end = cell.Start + cell.Length;
        Number number = default;
        NumberFault fault;
        switch (cell.Token)
        {
            case JsonTokenType.Number:
                if (DecimalBytes.TryRead(ref bytes[0], cell.Start, end, out long mantissa, out int scale))
                {
                    column.AddShort(mantissa, scale);
                    return;
                }

                // As ConvertFrom-Json reads it: a double, and so missing.
                fault = value.SequenceEqual(JsonLiterals.NaN) ? NumberFault.Missing : _numbers.Read(value, out number);
                break;
            case JsonTokenType.String:
                fault = value.IndexOf((byte)'\\') < 0 ? _texts.Read(bytes, cell.Start + 1, end - 1, out number)
                    : TryUnescape(value, out ReadOnlySpan<byte> text) ? _texts.Read(text, out number)
                    : NumberFault.NotNumeric;
                break;
            case JsonTokenType.None or JsonTokenType.Null:
                fault = NumberFault.Missing;
                break;
            default:
                fault = NumberFault.NotNumeric;
                break;
        }

        column.Add(fault, number);
    }

    /// <summary>The object for a JSON number, as PowerShell has it: a whole number, a decimal or a double.</summary>
    internal object ToObject(ReadOnlySpan<byte> value) =>
        _numbers.Read(value, out Number number) == NumberFault.None ? number.ToObject()
            : value.SequenceEqual(JsonLiterals.NaN) ? double.NaN
            : value[0] == (byte)'-' ? double.NegativeInfinity
            : double.PositiveInfinity;

    /// <summary>False for a string that is no text, as half a character.</summary>
    private bool TryUnescape(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> text)
    {
        if (_unescaped.Length < value.Length)
        {
            _unescaped = new byte[value.Length];
        }

        Utf8JsonReader reader = JsonLine.Read(value);
        reader.Read();
        try
        {
            text = _unescaped.AsSpan(0, reader.CopyString(_unescaped));
            return true;
        }
        catch (InvalidOperationException)
        {
            text = default;
            return false;
        }
    }
}
