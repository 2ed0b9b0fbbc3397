using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>Asks the processor to bring memory near, where the runtime can.</summary>
internal static class Prefetch
{
    /// <summary>Does nothing here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hint<T>(ref T place)
        where T : struct => _ = place;
}
