namespace L2Loss;

/// <content>What the kernel sums.</content>
internal partial struct ErrorSums
{
    /// <summary>Adds a block of records.</summary>
    internal void Add(in BlockSums block, int count) => Others.SumsFor(0, false).Add(block, count);

    /// <summary>Adds a block of records whose sums of residuals or actuals were rounded by what they hold exactly.</summary>
    internal void Add<T>(in BlockSums block, ReadOnlySpan<T> actual, ReadOnlySpan<T> predicted)
        where T : unmanaged =>
        Others.SumsFor(0, false).Add(block, actual, predicted);

    /// <summary>Adds a block of records with weights.</summary>
    internal void Add(in WeightedBlockSums block, int count) => Others.SumsFor(0, true).Add(block, count);
}
