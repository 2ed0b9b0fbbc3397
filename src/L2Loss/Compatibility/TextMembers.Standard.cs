namespace System;

/// <summary>Members of text that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class TextMembers
{
    internal static string Replace(this string text, string part, string by, StringComparison comparison) =>
        comparison == StringComparison.Ordinal
            ? text.Replace(part, by)
            : throw new ArgumentOutOfRangeException(nameof(comparison));
}
