using System.Runtime.CompilerServices;

namespace L2Loss;

/// <content>What a database summed.</content>
internal sealed partial class L2LossAccumulator
{
    /// <summary>The records behind the sums that a database gave.</summary>
    internal static L2LossAccumulator FromSums(QueryRow row)
    {
        var accumulator = new L2LossAccumulator { _leftOut = new StrongBox<LeftOutCounts>(row.LeftOut) };
        accumulator._sums.Add(row.Totals);
        if (row.Totals.WeightedCount > 0)
        {
            accumulator._worst = WorstRecord.OfUnknown(row.MaxError, row.LargestLoss, row.IsWeighted);
        }

        return accumulator;
    }
}
