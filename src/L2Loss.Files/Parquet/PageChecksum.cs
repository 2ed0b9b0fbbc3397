using System.Buffers.Binary;

namespace L2Loss.Files;

/// <summary>CRC-32 as gzip and Parquet use it, eight bytes at a time.</summary>
internal static class PageChecksum
{
    private const uint Polynomial = 0xEDB8_8320;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of some bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = 0;
            for (int i = 0; i < sizeof(ulong); i++)
            {
                crc ^= Tables[7 - i][(byte)(word >> (8 * i))];
            }
        }

        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ Tables[0][(byte)(crc ^ value)];
        }

        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[sizeof(ulong)][];
        for (int table = 0; table < tables.Length; table++)
        {
            tables[table] = new uint[256];
            for (uint value = 0; value < 256; value++)
            {
                uint crc = table == 0 ? value : tables[table - 1][value];
                for (int bit = 0; table == 0 && bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
                }

                tables[table][value] = table == 0 ? crc : (crc >> 8) ^ tables[0][(byte)crc];
            }
        }

        return tables;
    }
}
