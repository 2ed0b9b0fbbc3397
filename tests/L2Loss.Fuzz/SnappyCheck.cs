using L2Loss.Files;
using Snappier;

namespace L2Loss.Fuzz;

/// <summary>Pages of Snappy, whole and damaged, beside another reader: both give the same bytes, or neither does.</summary>
internal static class SnappyCheck
{
    private const int Margin = 64;

    internal static void Run(Random random)
    {
        byte[] content = Content(random);
        byte[] page = random.Next(2) == 0 ? Snappy.CompressToArray(content) : MakePage(random, out content);
        Compare(page, content.Length, content);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            page[random.Next(page.Length)] ^= (byte)(1 << random.Next(8));
        }

        Compare(page, content.Length, null);
        Compare(page[..random.Next(page.Length)], content.Length, null);
    }

    private static void Compare(byte[] page, int length, byte[]? content)
    {
        byte[] target = new byte[length + (2 * Margin)];
        target.AsSpan().Fill(0xA5);
        bool isRead = SnappyPage.TryDecompress(page, target.AsSpan(Margin, length));
        if (target.AsSpan(0, Margin).ContainsAnyExcept((byte)0xA5) || target.AsSpan(Margin + length).ContainsAnyExcept((byte)0xA5))
        {
            throw new InvalidOperationException("Bytes beside the page were written.");
        }

        byte[]? expected = content ?? Read(page, length);
        if (isRead != (expected is not null) || (isRead && !target.AsSpan(Margin, length).SequenceEqual(expected)))
        {
            throw new InvalidOperationException($"A page of {page.Length} bytes for {length}: read is {isRead}, and others than are in it.");
        }
    }

    /// <summary>Byte by byte, as the format is described; null for what is damaged.</summary>
    private static byte[]? Read(ReadOnlySpan<byte> page, int length)
    {
        try
        {
            ulong stated = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte part = page[0];
                page = page[1..];
                stated |= (part & 127UL) << shift;
                if (part < 128)
                {
                    break;
                }

                if (shift == 28)
                {
                    return null;
                }
            }

            var given = new List<byte>();
            while (page.Length > 0 && given.Count <= length)
            {
                int tag = page[0];
                page = page[1..];
                int kind = tag & 3;
                int more = kind == 0 ? Math.Max(0, (tag >> 2) - 59) : kind == 3 ? 4 : kind;
                long number = 0;
                for (int i = 0; i < more; i++)
                {
                    number |= (long)page[i] << (8 * i);
                }

                page = page[more..];
                long count = kind == 1 ? 4 + ((tag >> 2) & 7) : kind == 0 && more > 0 ? number + 1 : (tag >> 2) + 1;
                if (kind == 0)
                {
                    given.AddRange(page[..checked((int)count)]);
                    page = page[(int)count..];
                    continue;
                }

                long offset = kind == 1 ? (tag >> 5 << 8) + number : number;
                for (; count > 0; count--)
                {
                    given.Add(given[checked((int)(offset == 0 ? -1 : given.Count - offset))]);
                }
            }

            return stated == (ulong)length && given.Count == length ? [.. given] : null;
        }
        catch (Exception failure) when (failure is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private static byte[] Content(Random random)
    {
        var bytes = new byte[random.Next(4) == 0 ? random.Next(200_000) : random.Next(2000)];
        int kind = random.Next(4);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = kind switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)random.Next(2),
                2 => (byte)(i / 100),
                _ => BitConverter.GetBytes(random.Next(10_000) / 100.0)[i % 8],
            };
        }

        return bytes;
    }

    /// <summary>Elements of all kinds, most of which no writer makes, and what they give.</summary>
    private static byte[] MakePage(Random random, out byte[] content)
    {
        var given = new List<byte>();
        var elements = new List<byte>();
        for (int count = random.Next(1, 400); count > 0; count--)
        {
            int kind = given.Count == 0 ? 0 : random.Next(4);
            int length = random.Next(3) == 0 ? random.Next(1, 65) : random.Next(1, 12);
            int offset = random.Next(1, 1 + Math.Min(given.Count, random.Next(2) == 0 ? 20 : 70_000));
            switch (kind)
            {
                case 0:
                    byte[] bytes = new byte[random.Next(20) == 0 ? random.Next(1, 70_000) : length];
                    random.NextBytes(bytes);
                    AddLiteral(elements, bytes, random);
                    given.AddRange(bytes);
                    continue;
                case 1:
                    (length, offset) = (4 + (length & 7), Math.Min(offset, 2047));
                    elements.AddRange([(byte)(1 | ((length - 4) << 2) | (offset >> 8 << 5)), (byte)offset]);
                    break;
                case 2:
                    offset = Math.Min(offset, ushort.MaxValue);
                    elements.AddRange([(byte)(2 | ((length - 1) << 2)), (byte)offset, (byte)(offset >> 8)]);
                    break;
                default:
                    elements.Add((byte)(3 | ((length - 1) << 2)));
                    elements.AddRange(BitConverter.GetBytes(offset));
                    break;
            }

            for (; length > 0; length--)
            {
                given.Add(given[^offset]);
            }
        }

        content = [.. given];
        return [.. Varint(content.Length), .. elements];
    }

    /// <summary>Its length takes as many bytes as it needs, or more.</summary>
    private static void AddLiteral(List<byte> elements, byte[] bytes, Random random)
    {
        int length = bytes.Length - 1;
        if (length < 60 && random.Next(4) > 0)
        {
            elements.Add((byte)(length << 2));
        }
        else
        {
            int size = random.Next(length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : 3, 5);
            elements.Add((byte)((59 + size) << 2));
            elements.AddRange(BitConverter.GetBytes(length)[..size]);
        }

        elements.AddRange(bytes);
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        return [.. bytes, (byte)value];
    }
}
