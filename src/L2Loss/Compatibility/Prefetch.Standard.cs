namespace L2Loss;

/// <summary>There is no way to ask for it.</summary>
internal static class Prefetch
{
    /// <summary>Does nothing.</summary>
    internal static void Hint<T>(ref T place)
        where T : struct => _ = place;
}
