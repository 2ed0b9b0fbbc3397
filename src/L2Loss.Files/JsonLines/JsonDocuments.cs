using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Tells JSON that is one value over several lines, or one array, from JSON Lines.</summary>
internal static class JsonDocuments
{
    /// <summary>True where a text, which may be cut off, starts with an array or with an object over several lines.</summary>
    internal static bool IsDocument(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept("\uFEFF \t\r\n"u8);
        text = start < 0 ? default : text[start..];
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
}
