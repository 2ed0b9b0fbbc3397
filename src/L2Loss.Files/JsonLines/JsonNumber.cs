using System.Globalization;
using System.Text;
using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Reads a JSON value as a number.</summary>
internal sealed class JsonNumber
{
    private static readonly NumberReader Invariant = new(CultureInfo.InvariantCulture, []);

    private readonly NumberReader _texts;
    private char[] _characters = new char[256];

    /// <param name="texts">How strings are read.</param>
    internal JsonNumber(NumberReader texts) => _texts = texts;

    /// <summary>Adds the number of a valid JSON value, or the reason why there is none.</summary>
    /// <param name="bytes">The piece that it is in.</param>
    /// <param name="cell">What it is and where.</param>
    /// <param name="column">Takes the number.</param>
    internal void Read(byte[] bytes, in JsonCell cell, NumberColumn column)
    {
        ReadOnlySpan<byte> value = bytes.AsSpan(cell.Start, cell.Length);
        Number number = default;
        NumberFault fault;
        switch (cell.Token)
        {
            case JsonTokenType.Number:
                if (DecimalBytes.TryRead(
                    ref bytes[0], cell.Start, cell.Start + cell.Length, out long mantissa, out int scale))
                {
                    column.AddShort(mantissa, scale);
                    return;
                }

                // As ConvertFrom-Json reads it: a double, and so missing.
                fault = value.SequenceEqual(JsonLiterals.NaN)
                    ? NumberFault.Missing
                    : Invariant.Read(ToCharacters(value), out number);
                break;
            case JsonTokenType.String:
                fault = TryUnquote(value, out ReadOnlySpan<char> text) ? _texts.Read(text, out number) : NumberFault.NotNumeric;
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
    internal object ToObject(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<char> text = ToCharacters(value);
        return Invariant.Read(text, out Number number) == NumberFault.None ? number.ToObject()
            : value.SequenceEqual(JsonLiterals.NaN) ? double.NaN
            : text[0] == '-' ? double.NegativeInfinity
            : double.PositiveInfinity;
    }

    private ReadOnlySpan<char> ToCharacters(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        return _characters.AsSpan(0, Encoding.ASCII.GetChars(text, _characters));
    }

    /// <summary>False for a string that is no text: bytes that are no UTF-8, or half a character.</summary>
    private bool TryUnquote(ReadOnlySpan<byte> value, out ReadOnlySpan<char> text)
    {
        Reserve(value.Length);
        Utf8JsonReader reader = JsonLine.Read(value);
        reader.Read();
        try
        {
            text = _characters.AsSpan(0, reader.CopyString(_characters));
            return true;
        }
        catch (InvalidOperationException)
        {
            text = default;
            return false;
        }
    }

    private void Reserve(int length)
    {
        if (_characters.Length < length)
        {
            _characters = new char[length];
        }
    }
}
