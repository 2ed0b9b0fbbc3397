using System.Buffers.Binary;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace L2Loss.Files;

/// <summary>
/// A NUMERIC of PostgreSQL that is no decimal, NaN and Infinity among them: Npgsql gives those as the bytes that the server
/// sent, and in no other form.
/// </summary>
internal static class PostgresNumeric
{
    private const int HeaderLength = 8;
    private const int DigitsOfWord = 4;
    private const ushort Negative = 0x4000;
    private const ushort NotANumber = 0xC000;
    private const ushort Infinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;

    /// <summary>The value as text; null where it comes from elsewhere.</summary>
    internal static string? TryRead(IDataRecord row, int position)
    {
        if (row is not DbDataReader reader || reader.GetType().Name != "NpgsqlDataReader"
            || !reader.GetDataTypeName(position).StartsWith("numeric", StringComparison.Ordinal))
        {
            return null;
        }

        using Stream stream = reader.GetStream(position);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return ToText(bytes.ToArray());
    }

    /// <summary>
    /// Reads how many words of four digits there are, the power of 10,000 of the first, the sign and the decimal places, then
    /// the words.
    /// </summary>
    internal static string? ToText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
        {
            return null;
        }

        int words = BinaryPrimitives.ReadInt16BigEndian(bytes);
        int weight = BinaryPrimitives.ReadInt16BigEndian(bytes[2..]);
        ushort sign = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        switch (sign)
        {
            case NotANumber:
                return "NaN";
            case Infinity:
                return "Infinity";
            case NegativeInfinity:
                return "-Infinity";
        }

        if (words < 0 || bytes.Length < HeaderLength + (2 * words))
        {
            return null;
        }

        var digits = new StringBuilder(sign == Negative ? "-0" : "0");
        for (int i = 0; i < words; i++)
        {
            short word = BinaryPrimitives.ReadInt16BigEndian(bytes[(HeaderLength + (2 * i))..]);
            digits.Append(word.ToString("D4", CultureInfo.InvariantCulture));
        }

        int exponent = DigitsOfWord * (weight + 1 - words);
        return digits.Append('e').Append(exponent.ToString(CultureInfo.InvariantCulture)).ToString();
    }
}
