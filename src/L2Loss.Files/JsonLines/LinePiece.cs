namespace L2Loss.Files;

/// <summary>Whole lines of UTF-8 text.</summary>
/// <param name="Bytes">The buffer, longer than the text by <see cref="JsonValue.Slack"/> at least.</param>
/// <param name="Length">How much of it is text.</param>
/// <param name="FirstLine">The number of the first line, from 1 on.</param>
internal sealed record LinePiece(byte[] Bytes, int Length, long FirstLine);
