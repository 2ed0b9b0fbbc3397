using System.Text;

namespace System;

/// <summary>Members of text and spans that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class TextMembers
{
    extension(char)
    {
        internal static bool IsAsciiDigit(char character) => character is >= '0' and <= '9';
    }

    extension(string)
    {
        internal static string Join(char separator, string[] parts) => string.Join(separator.ToString(), parts);
    }

    internal static StringBuilder Append(this StringBuilder builder, ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            builder.Append(character);
        }

        return builder;
    }

    internal static int IndexOfAnyExcept<T>(this ReadOnlySpan<T> span, T value)
        where T : IEquatable<T>
    {
        for (int i = 0; i < span.Length; i++)
        {
            if (!span[i].Equals(value))
            {
                return i;
            }
        }

        return -1;
    }
}
