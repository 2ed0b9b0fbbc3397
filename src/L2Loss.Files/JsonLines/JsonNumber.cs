using System.Globalization;
using System.Text;
using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Reads a JSON value as a number.</summary>
internal sealed class JsonNumber
{
    // 18 digits always fit a long.
    private const int ShortDigits = 18;

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
                if (TryAddShort(value, column))
                {
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

    /// <summary>The usual short decimal, without an exponent; the JSON reader has seen that it is well formed.</summary>
    private static bool TryAddShort(ReadOnlySpan<byte> text, NumberColumn column)
    {
        bool isNegative = text[0] == '-';
        text = isNegative ? text[1..] : text;
        long mantissa = 0;
        int point = -1;

        // One more than the digits, for the point.
        if (text.Length > ShortDigits + 1)
        {
            return false;
        }

        for (int position = 0; position < text.Length; position++)
        {
            uint digit = (uint)(text[position] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (text[position] == '.')
            {
                point = position;
            }
            else
            {
                return false;
            }
        }

        if (point < 0 && text.Length > ShortDigits)
        {
            return false;
        }

        column.AddShort(isNegative ? -mantissa : mantissa, point < 0 ? 0 : text.Length - 1 - point);
        return true;
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
