namespace L2Loss.Files;

/// <content>Without vectors.</content>
internal static partial class JsonValue
{
    /// <summary>Whether so many bytes at two positions are the same.</summary>
    internal static bool IsSame(byte[] bytes, int position, byte[] others, int otherPosition, int length) =>
        bytes.AsSpan(position, length).SequenceEqual(others.AsSpan(otherPosition, length));

    /// <summary>The next quote, backslash or control character; the end where there is none.</summary>
    private static int FindStop(byte[] bytes, int position, int end)
    {
        while (position < end && bytes[position] is >= 0x20 and not ((byte)'"' or (byte)'\\'))
        {
            position++;
        }

        return position;
    }

    /// <summary>The length of a number of digits and at most one point; 0 for one that has an exponent or is none.</summary>
    private static int MeasureDecimal(byte[] bytes, int position)
    {
        int first = bytes[position] == (byte)'-' ? position + 1 : position;
        int whole = SkipDigits(bytes, first);
        if (whole == first || (bytes[first] == (byte)'0' && whole > first + 1))
        {
            return 0;
        }

        int end = bytes[whole] == (byte)'.' ? SkipDigits(bytes, whole + 1) : whole;
        bool isNumber = end != whole + 1 && bytes[end] is not ((byte)'.' or (byte)'e' or (byte)'E' or (byte)'+' or (byte)'-');
        return isNumber ? end - position : 0;
    }

    private static int SkipDigits(byte[] bytes, int position)
    {
        while (bytes[position] is >= (byte)'0' and <= (byte)'9')
        {
            position++;
        }

        return position;
    }
}
