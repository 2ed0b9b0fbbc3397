using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace L2Loss.Files;

/// <summary>One line of a JSON Lines file: where it ends, how it is read and what is wrong with it.</summary>
internal static class JsonLine
{
    // As deep as ConvertFrom-Json goes.
    private const int Depth = 1024;

    /// <summary>Finds the next line of a piece, without its line feed and a byte order mark before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryNext(ReadOnlySpan<byte> text, ref int position, out Range line)
    {
        int start = position;
        ReadOnlySpan<byte> rest = text[start..];
        int length = rest.IndexOf((byte)'\n');
        length = length < 0 ? rest.Length : length;
        line = (start + (rest.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0))..(start + length);
        position = Math.Min(start + length + 1, text.Length);
        return !rest.IsEmpty;
    }

    /// <summary>True for a line of white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>A reader of one line.</summary>
    internal static Utf8JsonReader Read(ReadOnlySpan<byte> line) =>
        new(line, new JsonReaderOptions { MaxDepth = Depth });

    /// <summary>A reader of one value of an object, whatever follows it.</summary>
    internal static Utf8JsonReader ReadValue(ReadOnlySpan<byte> rest) =>
        new(rest, new JsonReaderOptions { MaxDepth = Depth - 1 });

    /// <summary>The string or name that a reader has come to.</summary>
    internal static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half a character: as much as there is.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    /// <summary>Moves to the first property of a line that must be an object.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    internal static void Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"a JSON {Describe(reader.TokenType)} is not an object");
        }

        reader.Read();
    }

    /// <summary>
    /// The property names of the first record of a piece; null when all its lines are blank. Lines before it that are
    /// broken are bad records, unless no line is a record.
    /// </summary>
    /// <exception cref="MalformedFileException">The piece has no record, or is one JSON document.</exception>
    internal static List<string>? FirstNames(JsonLinesPiece piece)
    {
        int position = 0;
        MalformedFileException? broken = null;
        for (long number = piece.Line; TryNext(piece.Text, ref position, out Range range); number++)
        {
            byte[] line = piece.Text[range].ToArray();
            if (IsBlank(line))
            {
                continue;
            }

            (List<string>? names, string? problem) = Names(line);
            if (names is not null)
            {
                return names;
            }

            broken ??= new MalformedFileException(
                $"Line {number} is not one JSON object: {problem}: '{BadLine.Shorten(line)}'.");
            if (JsonDocuments.IsDocument(piece.Text[range.Start..]))
            {
                throw broken;
            }
        }

        return broken is null ? null : throw broken;
    }

    /// <summary>What is wrong with a line; null where nothing is.</summary>
    internal static string? Problem(ReadOnlySpan<byte> line) => Names(line.ToArray()).Problem;

    /// <summary>The names in a line that may be changed, or what is wrong with it.</summary>
    private static (List<string>? Names, string? Problem) Names(byte[] line)
    {
        try
        {
            return (ReadNames(line), null);
        }
        catch (JsonException)
        {
            JsonLiterals.Replace(line, 0, line.Length);
        }
        catch (InvalidOperationException)
        {
            return (null, "it is not valid Unicode text");
        }

        try
        {
            return (ReadNames(line), null);
        }
        catch (JsonException exception)
        {
            // The reader counts lines within the one it was given, which would only mislead.
            string message = exception.Message.Split([" LineNumber:"], StringSplitOptions.None)[0].TrimEnd('.');
            return (null, exception.BytePositionInLine is long position ? $"byte {position + 1}: {message}" : message);
        }
        catch (InvalidOperationException)
        {
            return (null, "it is not valid Unicode text");
        }
    }

    private static List<string> ReadNames(ReadOnlySpan<byte> line)
    {
        var names = new List<string>();
        Utf8JsonReader reader = Read(line);
        Enter(ref reader);
        while (reader.TokenType == JsonTokenType.PropertyName)
        {
            if (names.Count == TextOptions.MaximumColumns)
            {
                throw new JsonException($"it has more than {names.Count} properties");
            }

            names.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
            reader.Read();
        }

        // Finds what follows the object.
        reader.Read();
        return names;
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
