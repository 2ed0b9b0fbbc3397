namespace L2Loss;

/// <summary>What became of a block.</summary>
internal enum BlockStatus
{
    /// <summary>The sums are right.</summary>
    Done,

    /// <summary>Some value is NaN or infinite: nothing was summed.</summary>
    NonFinite,

    /// <summary>Squares or fourth powers could overflow or lose bits: nothing was summed, scale the block.</summary>
    OutOfRange,
}
