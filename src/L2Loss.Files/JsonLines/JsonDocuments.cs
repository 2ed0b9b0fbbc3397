using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Tells JSON that is one value over several lines, or one array, from JSON Lines.</summary>
internal static class JsonDocuments
{
    /// <summary>True where a text, which may be cut off, starts with an array or with an object over several lines.</summary>
    internal static bool IsDocument(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        if (text.IsEmpty || text[0] is not ((byte)'[' or (byte)'{'))
        {
            return false;
        }

        int line = text.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState());
        long read = 0;
        try
        {
            while (reader.Read())
            {
                read = reader.BytesConsumed;
                if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    break;
                }
            }
        }
        catch (JsonException)
        {
            // A line that is cut off before a value takes the next line for that value, and then is no JSON.
            return text[0] == (byte)'[' && read > 0;
        }

        return text[0] == (byte)'[' ? read > 0 : line >= 0 && read > line + 1;
    }

    /// <summary>The properties inside of which a property is, in the first value of a text that may be cut off; none where it is not inside.</summary>
    internal static string[] PathTo(string property, ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(Trim(text), isFinalBlock: false, new JsonReaderState());
        var path = new Stack<(string Name, int Depth)>();
        try
        {
            while (reader.Read() && (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject))
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                while (path.Count > 0 && path.Peek().Depth >= reader.CurrentDepth)
                {
                    path.Pop();
                }

                string name = reader.GetString()!;
                if (name.Equals(property, StringComparison.OrdinalIgnoreCase))
                {
                    return [.. path.Reverse().Select(outer => outer.Name)];
                }

                path.Push((name, reader.CurrentDepth));
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Not JSON, or half a character in a name.
        }

        return [];
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept("\uFEFF \t\r\n"u8);
        return start < 0 ? default : text[start..];
    }
}
