using System.Numerics;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>Counts line ends: LF, CR, and CR LF as one.</summary>
internal static class LineCounter
{
    /// <summary>The number of line ends.</summary>
    internal static long Count(ReadOnlySpan<byte> data)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        long count = 0;
        ulong afterReturn = 0;
        int position = 0;
        for (; position + ByteBlock.Size <= data.Length; position += ByteBlock.Size)
        {
            var block = new ByteBlock(ref System.Runtime.CompilerServices.Unsafe.Add(ref start, position));
            ulong returns = block.MaskOf((byte)'\r');
            ulong feeds = block.MaskOf((byte)'\n') & ~((returns << 1) | afterReturn);
            count += BitOperations.PopCount(returns | feeds);
            afterReturn = returns >> 63;
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
}
