namespace L2Loss.Files;

/// <summary>How a file is compressed.</summary>
internal enum Packing
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>With gzip, .gz.</summary>
    Gzip,

    /// <summary>With Zstandard, .zst; on .NET 8 only.</summary>
    Zstandard,
}
