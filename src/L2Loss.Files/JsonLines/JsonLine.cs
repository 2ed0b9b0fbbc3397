using System.Text;
using System.Text.Json;

namespace L2Loss.Files;

/// <summary>One line of a JSON Lines file: where it ends, how it is read and what is wrong with it.</summary>
internal static class JsonLine
{
    // As deep as ConvertFrom-Json goes.
    private const int Depth = 1024;

    private const int ShownLength = 40;

    /// <summary>Finds the next line of a piece, without its line feed.</summary>
    internal static bool TryNext(LinePiece piece, ref int position, out Range line)
    {
        int start = position;
        ReadOnlySpan<byte> rest = piece.Bytes.AsSpan(start, piece.Length - start);
        int length = rest.IndexOf((byte)'\n');
        length = length < 0 ? rest.Length : length;
        line = start..(start + length);
        position = Math.Min(start + length + 1, piece.Length);
        return !rest.IsEmpty;
    }

    /// <summary>True for a line of white space.</summary>
    internal static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>A reader of one line.</summary>
    internal static Utf8JsonReader Read(ReadOnlySpan<byte> line) =>
        new(line, new JsonReaderOptions { MaxDepth = Depth });

    /// <summary>Moves to the first property of a line that must be an object.</summary>
    internal static void Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, long line)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Error(text, line, $"a JSON {Describe(reader.TokenType)} is not an object");
        }

        reader.Read();
    }

    /// <summary>The property names of the first record of a piece; null when all its lines are blank.</summary>
    internal static List<string>? FirstNames(LinePiece piece)
    {
        int position = 0;
        for (long number = piece.FirstLine; TryNext(piece, ref position, out Range range); number++)
        {
            ReadOnlySpan<byte> line = piece.Bytes.AsSpan()[range];
            if (!IsBlank(line))
            {
                return Names(line, number);
            }
        }

        return null;
    }

    /// <summary>The error of a line that is broken, with its beginning.</summary>
    internal static MalformedFileException Error(ReadOnlySpan<byte> text, long line, string what, Exception? cause = null)
    {
        string shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * ShownLength)]).Trim();
        shown = shown.Length > ShownLength ? shown[..ShownLength] + "..." : shown;
        shown = string.Concat(shown.Select(character => char.IsControl(character) ? '\uFFFD' : character));
        return new MalformedFileException($"Line {line} is not one JSON object: {what}: '{shown}'.", cause);
    }

    /// <summary>The same for what the JSON reader throws.</summary>
    internal static MalformedFileException Error(ReadOnlySpan<byte> text, long line, Exception cause)
    {
        // The reader counts lines within the one it was given, which would only mislead.
        string message = cause is JsonException ? cause.Message.Split([" LineNumber:"], StringSplitOptions.None)[0].TrimEnd('.') : "it is not valid Unicode text";
        string place = cause is JsonException { BytePositionInLine: long position } ? $"byte {position + 1}: " : string.Empty;
        return Error(text, line, place + message, cause);
    }

    private static List<string> Names(ReadOnlySpan<byte> line, long number)
    {
        try
        {
            var names = new List<string>();
            Utf8JsonReader reader = Read(line);
            Enter(ref reader, line, number);
            while (reader.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(reader.GetString()!);
                reader.Read();
                reader.Skip();
                reader.Read();
            }

            // Finds what follows the object.
            reader.Read();
            return names;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Error(line, number, exception);
        }
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.Null => "null",
        _ => "Boolean",
    };
}
