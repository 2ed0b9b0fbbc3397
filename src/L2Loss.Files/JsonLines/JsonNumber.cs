using System.Globalization;
using System.Runtime.InteropServices;
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
    /// <param name="token">What it is.</param>
    /// <param name="value">The value as the file has it.</param>
    /// <param name="column">Takes the number.</param>
    internal void Read(JsonTokenType token, ReadOnlySpan<byte> value, NumberColumn column)
    {
        Number number = default;
        NumberFault fault;
        switch (token)
        {
            case JsonTokenType.Number:
                if (ShortDecimal.TryReadScalar(
                    ref MemoryMarshal.GetReference(value), 0, value.Length, out long mantissa, out int scale))
                {
                    column.AddShort(mantissa, scale);
                    return;
                }

                fault = Invariant.Read(ToCharacters(value), out number);
                break;
            case JsonTokenType.String:
                fault = _texts.Read(Unquote(value), out number);
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

    private ReadOnlySpan<char> ToCharacters(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        return _characters.AsSpan(0, Encoding.ASCII.GetChars(text, _characters));
    }

    private ReadOnlySpan<char> Unquote(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        Utf8JsonReader reader = JsonLine.Read(text);
        reader.Read();
        return _characters.AsSpan(0, reader.CopyString(_characters));
    }

    private void Reserve(int length)
    {
        if (_characters.Length < length)
        {
            _characters = new char[length];
        }
    }
}
