using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>Counts line ends: LF, CR, and CR LF as one.</summary>
internal static class LineCounter
{
    /// <summary>The number of line ends.</summary>
    [MethodImpl(HotLoop.Options)]
    internal static long Count(ReadOnlySpan<byte> data)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        long count = 0;
        ulong afterReturn = 0;
        int position = 0;
        for (; position + ByteBlock.Size <= data.Length; position += ByteBlock.Size)
        {
            var block = new ByteBlock(ref Unsafe.Add(ref start, position));
            count += BitOperations.PopCount(Ends(block.MaskOf((byte)'\r'), block.MaskOf((byte)'\n'), ref afterReturn));
        }

        for (; position < data.Length; position++)
        {
            bool isReturn = data[position] == (byte)'\r';
            if (isReturn || (data[position] == (byte)'\n' && afterReturn == 0))
            {
                count++;
            }

            afterReturn = isReturn ? 1UL : 0;
        }

        return count;
    }

    /// <summary>The line ends of a block by its carriage returns and line feeds; whether the last byte is a return is kept for the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Ends(ulong returns, ulong feeds, ref ulong afterReturn)
    {
        ulong ends = returns | (feeds & ~((returns << 1) | afterReturn));
        afterReturn = returns >> 63;
        return ends;
    }
}
