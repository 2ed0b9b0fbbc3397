using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace L2Loss.Files;

/// <summary>A page that was compressed with Snappy, as one block without a frame.</summary>
/// <remarks>
/// Source of the format: google/snappy, format_description.txt. A column of doubles is a few new bytes and a few old ones by turns;
/// what takes time is to learn where the next element starts. So both are taken in one step, the tag of the second out of
/// the eight bytes that were loaded for the first.
/// </remarks>
internal static unsafe class SnappyPage
{
    private const int LongestLiteralTag = 60;
    private const int LongestStep = 2 * sizeof(ulong);

    // A step takes a tag, 16 new bytes, and a tag with its offset; it writes twice 16 bytes, and reads and writes 16 beyond.
    private const int MostTaken = 1 + LongestStep + 3;
    private const int MostGiven = 2 * LongestStep;

    // Bits 0 to 4: the number of bytes; 8 to 10: those bits of an offset that are in the tag.
    private const int OffsetBits = 0x700;
    private const int NotInOneStep = 0x1000;

    private static readonly ushort[] Copies = MakeCopies();

    private enum Element
    {
        Literal,
        NearCopy,
        Copy,
        FarCopy,
    }

    /// <summary>Decompresses a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="target">Is filled.</param>
    /// <returns>False for a page that is damaged or has another size.</returns>
    internal static bool TryDecompress(ReadOnlySpan<byte> page, Span<byte> target)
    {
        HotLoop.Prepare(typeof(SnappyPage));
        fixed (byte* first = page, start = target)
        {
            byte* next = first;
            byte* end = first + page.Length;
            return TryReadLength(ref next, end, out long length) && length == target.Length
                && TryDecompress(next, end, start, start + target.Length);
        }
    }

    private static ushort[] MakeCopies()
    {
        var copies = new ushort[byte.MaxValue + 1];
        for (int tag = 0; tag < copies.Length; tag++)
        {
            int length = Length(tag);
            copies[tag] = (Element)(tag & 3) switch
            {
                Element.NearCopy => (ushort)(length | (tag >> 5 << 8)),
                Element.Copy when length <= LongestStep => (ushort)length,
                _ => NotInOneStep,
            };
        }

        return copies;
    }

    /// <summary>The number of bytes of an element.</summary>
    private static int Length(int tag) => (tag & 3) == (int)Element.NearCopy ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);

    private static bool TryReadLength(ref byte* next, byte* end, out long length)
    {
        length = 0;
        for (int shift = 0; shift < 35 && next < end; shift += 7)
        {
            byte part = *next++;
            length |= (part & 0x7FL) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(HotLoop.Options)]
    private static bool TryDecompress(byte* next, byte* end, byte* start, byte* full)
    {
        byte* target = start;
        fixed (ushort* copies = Copies)
        {
            while (next < end)
            {
                // A copy is of at most 64 bytes, so that an offset less its length cannot pass the start from here on.
                long steps = target - start < 64 ? 0
                    : Math.Min((end - next - LongestStep) / MostTaken, (full - target - LongestStep) / MostGiven);
                for (; steps > 0; steps--)
                {
                    ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(next, sizeof(ulong)));
                    uint tag = (byte)bytes;
                    if ((tag & 3) == (uint)Element.Literal)
                    {
                        uint length = 1 + (tag >> 2);
                        if (length <= 6)
                        {
                            BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(target, sizeof(ulong)), bytes >> 8);
                            tag = (byte)(bytes >> 16 >> (int)(2 * tag));
                        }
                        else if (length <= LongestStep)
                        {
                            Vector128.Store(Vector128.Load(next + 1), target);
                            tag = next[1 + length];
                        }
                        else
                        {
                            break;
                        }

                        next += 1 + length;
                        target += length;
                        if ((tag & 3) == (uint)Element.Literal)
                        {
                            continue;
                        }
                    }

                    uint copy = copies[tag];
                    uint count = copy & 0xFF;
                    uint mask = 0xFF | (0U - (tag & 2));
                    uint offset = (copy & OffsetBits) + (BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(next + 1, sizeof(ushort))) & mask);
                    if (copy >= NotInOneStep || offset - count > (uint)(target - start) - count)
                    {
                        break;
                    }

                    Vector128.Store(Vector128.Load(target - offset), target);
                    next += 1 + (tag & 3);
                    target += count;
                }

                // Variables whose addresses are known are not kept in registers.
                byte* from = next;
                byte* to = target;
                if (from < end && !TryTake(ref from, end, start, ref to, full))
                {
                    return false;
                }

                next = from;
                target = to;
            }
        }

        return target == full;
    }

    /// <summary>Takes any element.</summary>
    private static bool TryTake(ref byte* next, byte* end, byte* start, ref byte* target, byte* full)
    {
        int tag = *next++;
        var element = (Element)(tag & 3);
        bool isLong = element == Element.Literal && tag >> 2 >= LongestLiteralTag;
        int more = element switch
        {
            Element.Literal => isLong ? (tag >> 2) - LongestLiteralTag + 1 : 0,
            Element.FarCopy => 4,
            _ => (int)element,
        };
        if (more > end - next)
        {
            return false;
        }

        long number = 0;
        for (int i = 0; i < more; i++)
        {
            number |= (long)next[i] << (8 * i);
        }

        next += more;
        long length = isLong ? 1 + number : Length(tag);
        long offset = element == Element.NearCopy ? (tag >> 5 << 8) + number : number;
        if (length > full - target || (element == Element.Literal ? length > end - next : offset == 0 || offset > target - start))
        {
            return false;
        }

        var to = new Span<byte>(target, (int)length);
        target += length;
        if (element == Element.Literal)
        {
            new ReadOnlySpan<byte>(next, to.Length).CopyTo(to);
            next += length;
            return true;
        }

        // What is copied may be longer than its offset: it repeats, and each round has twice as much to copy.
        byte* from = target - length - offset;
        for (int done = 0, some; done < to.Length; done += some)
        {
            some = (int)Math.Min(offset + done, to.Length - done);
            new ReadOnlySpan<byte>(from, some).CopyTo(to[done..]);
        }

        return true;
    }
}
