namespace L2Loss.Files;

/// <summary>The first bytes of a key, with zeros after a shorter one.</summary>
internal readonly record struct KeyPrefix(ulong Low, ulong High)
{
    /// <summary>The number of bytes.</summary>
    internal const int Size = 2 * sizeof(ulong);
}
