namespace L2Loss.Files;

/// <summary>
/// The words <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which JSON does not know and Python and ConvertFrom-Json do.
/// For a JSON reader they are made numbers of the same length.
/// </summary>
internal static class JsonLiterals
{
    /// <summary>The word for what is no number.</summary>
    internal static ReadOnlySpan<byte> NaN => "NaN"u8;

    /// <summary>The word for what no number reaches.</summary>
    internal static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    /// <summary>Whether some text has such a word anywhere.</summary>
    internal static bool MayHave(ReadOnlySpan<byte> text) => text.IndexOf(NaN) >= 0 || text.IndexOf(Infinity) >= 0;

    /// <summary>Puts ones in the place of each such word outside strings.</summary>
    /// <returns>The words and where they stood, for <see cref="Restore"/>.</returns>
    internal static List<(int Position, bool IsNaN)> Replace(byte[] bytes, int start, int end)
    {
        var words = new List<(int Position, bool IsNaN)>();
        bool isInString = false;
        for (int position = start; position < end; position++)
        {
            switch (bytes[position])
            {
                case (byte)'\\' when isInString:
                    position++;
                    break;
                case (byte)'"':
                    isInString = !isInString;
                    break;
                case (byte)'N' or (byte)'I' when !isInString:
                    bool isNaN = bytes[position] == (byte)'N';
                    int length = isNaN ? NaN.Length : Infinity.Length;
                    if (bytes.AsSpan(position, end - position).StartsWith(isNaN ? NaN : Infinity)
                        && StandsAlone(bytes, start, end, position, length, isNaN))
                    {
                        bytes.AsSpan(position, length).Fill((byte)'1');
                        words.Add((position, isNaN));
                    }

                    break;
                default:
                    break;
            }
        }

        return words;
    }

    /// <summary>Puts the words back.</summary>
    internal static void Restore(byte[] bytes, List<(int Position, bool IsNaN)> words)
    {
        foreach ((int position, bool isNaN) in words)
        {
            (isNaN ? NaN : Infinity).CopyTo(bytes.AsSpan(position));
        }
    }

    private static bool StandsAlone(byte[] bytes, int start, int end, int position, int length, bool isNaN)
    {
        int before = position - 1;
        before -= !isNaN && before >= start && bytes[before] == (byte)'-' ? 1 : 0;
        int after = position + length;
        return before >= start && bytes[before] is (byte)':' or (byte)'[' or (byte)',' or (byte)' ' or (byte)'\t'
            && (after == end || bytes[after] is (byte)',' or (byte)']' or (byte)'}' or (byte)' ' or (byte)'\t' or (byte)'\r');
    }
}
