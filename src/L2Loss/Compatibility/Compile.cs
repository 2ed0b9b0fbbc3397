using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>How code is compiled.</summary>
internal static class Compile
{
    /// <summary>
    /// At its best at once, not when it has run for a while: most sessions read one file. For loops over bytes and numbers
    /// that gain nothing from how they ran before. .NET Standard 2.0 has no name for it.
    /// </summary>
    internal const MethodImplOptions AtOnce = (MethodImplOptions)512;
}
