using System.Runtime.InteropServices;
using System.Text;

namespace L2Loss.Files;

/// <summary>Reads UTF-8 text as a number: nearly always straight from its bytes, else as characters. For one thread at a time.</summary>
internal sealed class Utf8NumberReader
{
    private readonly NumberReader _numbers;
    private char[] _characters = new char[64];

    /// <summary>Text by these rules.</summary>
    internal Utf8NumberReader(NumberReader numbers) => _numbers = numbers;

    /// <summary>Reads some bytes of an array.</summary>
    /// <remarks>The array goes on after the start for as many bytes as <see cref="DecimalBytes.TryRead"/> needs.</remarks>
    internal NumberFault Read(byte[] bytes, int start, int end, out Number number)
    {
        while (start < end && bytes[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        while (start < end && bytes[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        if (_numbers.IsPlain && DecimalBytes.TryRead(ref bytes[0], start, end, out long mantissa, out int scale))
        {
            number = Number.FromMantissa(mantissa, scale);
            return NumberFault.None;
        }

        return Read(bytes.AsSpan(start, end - start), out number);
    }

    /// <summary>Reads bytes, wherever they are.</summary>
    internal NumberFault Read(ReadOnlySpan<byte> text, out Number number)
    {
        if (_numbers.IsPlain && !text.IsEmpty && DecimalBytes.TryReadScalar(
            ref MemoryMarshal.GetReference(text), 0, text.Length, out long mantissa, out int scale))
        {
            number = Number.FromMantissa(mantissa, scale);
            return NumberFault.None;
        }

        // UTF-8 never has more characters than bytes.
        if (_characters.Length < text.Length)
        {
            _characters = new char[text.Length];
        }

        return _numbers.Read(_characters.AsSpan(0, Encoding.UTF8.GetChars(text, _characters)), out number);
    }
}
