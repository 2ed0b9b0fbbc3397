using System.Text;

namespace System;

/// <summary>Members of text that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class TextMembers
{
    extension(char)
    {
        internal static bool IsAsciiDigit(char character) => character is >= '0' and <= '9';
    }

    extension(string)
    {
        internal static string Join(char separator, params string[] parts) => string.Join(separator.ToString(), parts);

        internal static string Join(char separator, IEnumerable<string?> parts) =>
            string.Join(separator.ToString(), parts);
    }

    internal static string Replace(this string text, string part, string by, StringComparison comparison) =>
        comparison == StringComparison.Ordinal
            ? text.Replace(part, by)
            : throw new ArgumentOutOfRangeException(nameof(comparison));

    internal static bool Contains(this string text, char character) => text.IndexOf(character) >= 0;

    internal static unsafe string GetString(this Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return bytes.IsEmpty ? string.Empty : encoding.GetString(start, bytes.Length);
        }
    }

    internal static unsafe int GetChars(this Encoding encoding, ReadOnlySpan<byte> bytes, Span<char> characters)
    {
        fixed (byte* start = bytes)
        fixed (char* target = characters)
        {
            return bytes.IsEmpty ? 0 : encoding.GetChars(start, bytes.Length, target, characters.Length);
        }
    }

    internal static StringBuilder Append(this StringBuilder builder, ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            builder.Append(character);
        }

        return builder;
    }
}
