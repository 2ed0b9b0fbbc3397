using System.Numerics;

namespace L2Loss;

public sealed partial class L2LossAccumulator
{
    /// <summary>The records behind the sums that a database gave.</summary>
    internal static L2LossAccumulator FromSums(QuerySums sums)
    {
        var accumulator = new L2LossAccumulator { _leftOut = sums.LeftOut };
        if (sums.Count == 0)
        {
            return accumulator;
        }

        if (TryAsDecimals(sums, out DecimalTotals decimals))
        {
            accumulator._decimals.Add(decimals);
        }
        else
        {
            accumulator.Binaries.Add(sums.Totals);
        }

        if (sums.WithWeight > 0)
        {
            accumulator._worst = WorstOf(sums);
        }

        return accumulator;
    }

    /// <summary>Sums of decimals without weights go where those of records do: then the numbers agree to the bit.</summary>
    private static bool TryAsDecimals(QuerySums sums, out DecimalTotals decimals)
    {
        ExactTotals totals = sums.Totals;
        decimals = new DecimalTotals { Scale = DecimalTotals.MaximumScale, Count = sums.Count };
        return sums.IsExact && !sums.IsWeighted
            && TryScale(totals.Residuals, 1, out decimals.Residuals)
            && TryScale(totals.Absolutes, 1, out decimals.Absolutes)
            && TryScale(totals.Squares, 2, out decimals.Squares)
            && TryScale(totals.SquaredLosses, 4, out decimals.SquaredLosses)
            && TryScale(totals.Actuals, 1, out decimals.Actuals)
            && TryScale(totals.SquaredActuals, 2, out decimals.SquaredActuals);
    }

    private static bool TryScale(in ExactNumber number, int factor, out BigInteger digits)
    {
        int places = (factor * DecimalTotals.MaximumScale) - number.Scale;
        digits = places >= 0 && number.Exponent == 0 ? number.Digits * PowersOfTen.Big(places) : default;
        return places >= 0 && number.Exponent == 0;
    }

    /// <summary>The worst record, whose number a database does not tell.</summary>
    private static WorstRecord WorstOf(QuerySums sums)
    {
        double difference = sums.MaxError.ToDouble();
        WideSum square = sums.LargestLoss.ToWide(1);
        WideSum error = sums.MaxError.ToWide(1);
        return new WorstRecord
        {
            Index = WorstRecord.UnknownIndex,
            Key = sums.IsWeighted ? square.Sqrt().ToDouble() : difference,
            Square = sums.IsWeighted ? square : error * error,
            Loss = sums.LargestLoss.ToDouble(),
            MaxError = difference,
        };
    }
}
