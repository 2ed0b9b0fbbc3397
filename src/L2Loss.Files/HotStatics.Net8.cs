using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>The static tables of loops over all bytes or records.</summary>
internal static class HotStatics
{
    /// <summary>
    /// Fills them before these loops are compiled, for good, as <see cref="HotLoop.Options"/> says: one that is compiled before
    /// asks at every turn whether they are there, and must be ready for a call.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nothing else comes before the first call of each of these loops.")]
    internal static void Fill()
    {
        RuntimeHelpers.RunClassConstructor(typeof(DecimalBytes).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(KeyBuffer).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(SnappyPage).TypeHandle);
    }
}
