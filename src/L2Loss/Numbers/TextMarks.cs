namespace L2Loss;

/// <summary>Characters that print as nothing: they only say in which direction text runs, or where it may break.</summary>
internal static class TextMarks
{
    /// <summary>True for such a character.</summary>
    internal static bool Is(char character) =>
        character is '\u061C' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text without them.</summary>
    internal static string Remove(string text) => string.Concat(text.Where(character => !Is(character)));
}
