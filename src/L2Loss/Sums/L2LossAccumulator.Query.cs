using System.Runtime.CompilerServices;

namespace L2Loss;

internal sealed partial class L2LossAccumulator
{
    /// <summary>The records behind the sums that a database gave.</summary>
    internal static L2LossAccumulator FromSums(QuerySums sums)
    {
        var accumulator = new L2LossAccumulator { _leftOut = new StrongBox<LeftOutCounts>(sums.LeftOut) };
        if (sums.Count > 0)
        {
            accumulator._sums.Add(sums.Totals);
        }

        if (sums.WithWeight > 0)
        {
            accumulator._worst = WorstOf(sums);
        }

        return accumulator;
    }

    /// <summary>The worst record, whose number a database does not tell.</summary>
    private static WorstRecord WorstOf(QuerySums sums)
    {
        double difference = sums.MaxError.ToDouble();
        double root = sums.IsWeighted ? sums.LargestLoss.Root(1) : difference;
        ExactNumber square = WorstRecord.IsOrdinary(root) ? default : sums.LargestLoss;
        return new WorstRecord(WorstRecord.UnknownIndex, root, sums.LargestLoss.ToDouble(), difference, square);
    }
}
