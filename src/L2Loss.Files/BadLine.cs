using System.Text;

namespace L2Loss.Files;

/// <summary>A line of text that gives no record, or is too short for one.</summary>
/// <param name="Text">Its text, or the beginning of a long one.</param>
/// <param name="Values">The number of its values, up to the last that is not empty; 0 in JSON Lines.</param>
/// <param name="Layout">What separates the values, and the header; null in JSON Lines.</param>
/// <param name="Problem">What is wrong with a line of JSON; null in delimited text.</param>
internal sealed record BadLine(string Text, int Values, DelimitedLayout? Layout, string? Problem)
{
    /// <summary>Messages show no more bytes of a line than these.</summary>
    internal const int ShownBytes = 400;

    /// <summary>The beginning of a line, for a message.</summary>
    internal static string Shorten(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line[..Math.Min(line.Length, ShownBytes)]).Trim('\r', '\n', ' ', '\t');
}
