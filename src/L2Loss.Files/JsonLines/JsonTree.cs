using System.Collections;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Lists and structures of JSON, as objects that scripts can look into; as text they are what the file has.</summary>
internal static class JsonTree
{
    /// <summary>Reads a valid value and all that is in it.</summary>
    internal static object? Read(ReadOnlySpan<byte> json, JsonNumber numbers)
    {
        byte[] written = json.ToArray();
        byte[] readable = json.ToArray();
        JsonLiterals.Replace(readable, 0, readable.Length);
        Utf8JsonReader reader = JsonLine.Read(readable);
        reader.Read();
        return Read(ref reader, written, numbers);
    }

    private static object? Read(ref Utf8JsonReader reader, byte[] written, JsonNumber numbers)
    {
        int start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var properties = new JsonObject();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = JsonLine.Text(ref reader);
                    reader.Read();
                    properties[name] = Read(ref reader, written, numbers);
                }

                properties.Written = written.AsMemory(start, (int)reader.BytesConsumed - start);
                return properties;
            case JsonTokenType.StartArray:
                var elements = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    elements.Add(Read(ref reader, written, numbers));
                }

                elements.Written = written.AsMemory(start, (int)reader.BytesConsumed - start);
                return elements;
            case JsonTokenType.String:
                return JsonLine.Text(ref reader);
            case JsonTokenType.Number:
                return numbers.ToObject(written.AsSpan(start, reader.ValueSpan.Length));
            case JsonTokenType.True or JsonTokenType.False:
                return reader.TokenType == JsonTokenType.True;
            default:
                return null;
        }
    }

    private sealed class JsonObject() : OrderedDictionary(StringComparer.OrdinalIgnoreCase)
    {
        internal ReadOnlyMemory<byte> Written { get; set; }

        public override string ToString() => Encoding.UTF8.GetString(Written.Span);
    }

    private sealed class JsonArray : ArrayList
    {
        internal ReadOnlyMemory<byte> Written { get; set; }

        public override string ToString() => Encoding.UTF8.GetString(Written.Span);
    }
}
