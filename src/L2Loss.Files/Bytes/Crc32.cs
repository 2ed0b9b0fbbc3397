using System.Buffers.Binary;

namespace L2Loss.Files;

/// <summary>CRC-32 as gzip (RFC 1952, 8) and Parquet use it.</summary>
internal partial struct Crc32
{
    private const uint Polynomial = 0xEDB8_8320;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of all bytes so far.</summary>
    internal uint Value { get; private set; }

    /// <summary>The checksum of some bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32 checksum = default;
        checksum.Add(bytes);
        return checksum.Value;
    }

    /// <summary>Adds the next bytes.</summary>
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~Value;
        Fold(ref crc, ref bytes);
        Value = ~ByTable(crc, bytes);
    }

    /// <summary>Replaces many bytes by fewer with the same checksum, where the processor has an instruction for that.</summary>
    static partial void Fold(ref uint crc, ref ReadOnlySpan<byte> bytes);

    private static uint ByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = Table;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = table[(int)(word & 0xFF) + 0x700] ^ table[(int)((word >> 8) & 0xFF) + 0x600]
                ^ table[(int)((word >> 16) & 0xFF) + 0x500] ^ table[(int)((word >> 24) & 0xFF) + 0x400]
                ^ table[(int)((word >> 32) & 0xFF) + 0x300] ^ table[(int)((word >> 40) & 0xFF) + 0x200]
                ^ table[(int)((word >> 48) & 0xFF) + 0x100] ^ table[(int)(word >> 56)];
        }

        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ table[(byte)(crc ^ value)];
        }

        return crc;
    }

    /// <summary>The checksum of each byte, followed by 0 to 7 zeros.</summary>
    private static uint[] MakeTable()
    {
        uint[] table = new uint[sizeof(ulong) << 8];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i < 0x100 ? i : table[i - 0x100];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            }

            table[i] = crc;
        }

        return table;
    }
}
