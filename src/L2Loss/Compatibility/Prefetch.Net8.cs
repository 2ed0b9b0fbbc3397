using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace L2Loss;

/// <summary>Asks the processor to bring memory near.</summary>
internal static class Prefetch
{
    /// <summary>
    /// A hint only: the address may lie beyond the array, or be stale when the garbage collector moves it (so nothing
    /// is pinned). The kernel computes too long for the processor's own reading ahead to reach past a page.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Hint<T>(ref T place)
        where T : struct
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref place));
        }
    }
}
