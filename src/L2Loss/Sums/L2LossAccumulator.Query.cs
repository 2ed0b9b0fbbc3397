using System.Runtime.CompilerServices;

namespace L2Loss;

/// <content>What a database summed.</content>
internal sealed partial class L2LossAccumulator
{
    /// <summary>The records behind the sums that a database gave.</summary>
    internal static L2LossAccumulator FromSums(QuerySums sums)
    {
        var accumulator = new L2LossAccumulator { _leftOut = new StrongBox<LeftOutCounts>(sums.LeftOut) };
        LossTotals totals = sums.Totals;
        totals.WeightedCount = sums.WithWeight;
        accumulator._sums.Add(totals);
        if (sums.WithWeight > 0)
        {
            accumulator._worst = WorstRecord.OfUnknown(sums.MaxError, sums.LargestLoss, sums.IsWeighted);
        }

        return accumulator;
    }
}
