using System.Text.Json;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Finds the end of a JSON value from its bytes: the usual ones at once, the others with the careful reader.</summary>
internal static partial class JsonValue
{
    /// <summary>So many bytes are readable after every line.</summary>
    internal const int Slack = 64;

    /// <summary>The length of the value that starts at a position of a line; 0 where it is none that is sure to be valid.</summary>
    /// <param name="bytes">The line is in it.</param>
    /// <param name="position">The start of the value, before the end of the line.</param>
    /// <param name="end">The end of the line.</param>
    /// <param name="expectsWords">True to leave lists and structures with words for what is no number in them alone.</param>
    /// <param name="token">What it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Measure(byte[] bytes, int position, int end, bool expectsWords, out JsonTokenType token)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(position, end - position);
        switch (rest[0])
        {
            case (byte)'"':
                token = JsonTokenType.String;
                int stop = FindStop(bytes, position + 1, end);
                return stop == end ? 0
                    : bytes[stop] == (byte)'"' ? stop + 1 - position
                    : bytes[stop] == (byte)'\\' ? MeasureCarefully(rest, out token)
                    : 0;
            case >= (byte)'0' and <= (byte)'9':
            case (byte)'-' when bytes[position + 1] != (byte)'I':
                token = JsonTokenType.Number;
                int length = MeasureDecimal(bytes, position);
                return length == 0 || length > rest.Length ? MeasureCarefully(rest, out token) : length;
            case (byte)'n':
                token = JsonTokenType.Null;
                return Match(rest, "null"u8);
            case (byte)'t':
                token = JsonTokenType.True;
                return Match(rest, "true"u8);
            case (byte)'f':
                token = JsonTokenType.False;
                return Match(rest, "false"u8);
            case (byte)'N' or (byte)'I' or (byte)'-' when bytes[position - 1] != (byte)'\r':
                token = JsonTokenType.Number;
                return rest[0] == (byte)'N' ? Match(rest, JsonLiterals.NaN)
                    : rest[0] == (byte)'I' ? Match(rest, JsonLiterals.Infinity)
                    : Match(rest[1..], JsonLiterals.Infinity) is int word and > 0 ? word + 1 : 0;
            case (byte)'{' or (byte)'[' when !expectsWords || !JsonLiterals.MayHave(rest):
                return MeasureCarefully(rest, out token);
            default:
                token = JsonTokenType.None;
                return 0;
        }
    }

    private static int Match(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> word) => rest.StartsWith(word) ? word.Length : 0;

    private static int MeasureCarefully(ReadOnlySpan<byte> rest, out JsonTokenType token)
    {
        token = JsonTokenType.None;
        try
        {
            Utf8JsonReader reader = JsonLine.ReadValue(rest);
            reader.Read();
            token = reader.TokenType;
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
