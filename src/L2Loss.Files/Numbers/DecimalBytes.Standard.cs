namespace L2Loss.Files;

/// <content>Without vectors.</content>
internal static partial class DecimalBytes
{
    /// <summary>Reads the number between two positions.</summary>
    internal static bool TryRead(ref byte data, int start, int end, out long mantissa, out int scale) =>
        TryReadScalar(ref data, start, end, out mantissa, out scale);

    /// <summary>The same, which may leave long ones out.</summary>
    internal static bool TryReadShort(ref byte data, int start, int end, out long mantissa, out int scale) =>
        TryReadScalar(ref data, start, end, out mantissa, out scale);

    /// <summary>The same for a whole number, which may leave all out.</summary>
    internal static bool TryReadShortWhole(ref byte data, int start, int end, out long value)
    {
        value = 0;
        return false;
    }
}
