using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>How a loop over all bytes or records is compiled.</summary>
internal static class HotLoop
{
    /// <summary>
    /// At its best at once, since in a new session there is no time to find out that it matters, and not into its caller, whose
    /// calls would take its registers. .NET Standard has no name for the first, which .NET Framework ignores.
    /// </summary>
    internal const MethodImplOptions Options = (MethodImplOptions)512 | MethodImplOptions.NoInlining;

    /// <summary>
    /// Fills the static fields of a type, before the first call of a loop that reads them: compiled before, it would ask at every
    /// turn whether they are filled, and be ready for a call.
    /// </summary>
    internal static void Prepare(Type tables) => RuntimeHelpers.RunClassConstructor(tables.TypeHandle);
}
