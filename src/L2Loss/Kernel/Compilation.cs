using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>How the methods of the kernel are compiled.</summary>
internal static class Compilation
{
    /// <summary>
    /// <c>MethodImplOptions.AggressiveOptimization</c>: optimised at once, since most sessions measure a single array,
    /// and tiers would start with the slow one. .NET Standard has no name for it.
    /// </summary>
    internal const MethodImplOptions AtOnce = (MethodImplOptions)512;
}
