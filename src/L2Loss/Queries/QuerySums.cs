namespace L2Loss;

/// <summary>The sums that a database gave for the records of one part, group and model.</summary>
internal sealed record QuerySums
{
    /// <summary>The records left out, by reason.</summary>
    internal LeftOutCounts LeftOut { get; init; }

    /// <summary>The records measured.</summary>
    internal long Count { get; init; }

    /// <summary>Those of them that have weight; all of them without weights.</summary>
    internal long WithWeight { get; init; }

    /// <summary>True where records have weights.</summary>
    internal bool IsWeighted { get; init; }

    /// <summary>False where the engine summed in floating point.</summary>
    internal bool IsExact { get; init; }

    /// <summary>The sums; without weights those of the weights are counts.</summary>
    internal LossTotals Totals { get; init; }

    /// <summary>max(|r|) of the records that have weight.</summary>
    internal ExactNumber MaxError { get; init; }

    /// <summary>max(w * r^2)</summary>
    internal ExactNumber LargestLoss { get; init; }
}
