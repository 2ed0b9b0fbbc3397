using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>The record that adds most to the sum of squares; the first of them when several add the same.</summary>
/// <remarks>
/// Records compare by the root of what they add, as a double: without weights their difference, as it is shown. Where its
/// square leaves the range of doubles, those with the same root compare by the exact square. Both depend on the record
/// alone, so the order of the records does not matter.
/// </remarks>
internal struct WorstRecord
{
    /// <summary>The number of a record of which a database told the loss only; one whose number is known goes before it.</summary>
    internal const long UnknownIndex = -1;

    private const double AlmostOne = 1.0 - 1e-15;

    // Roots of possible sums are a little off.
    private const double Slack = 1e-6;

    // The squares of roots from here to there are normal doubles.
    private const double SmallestOrdinary = 3.0549363634996047e-151; // 2^-500
    private const double LargestOrdinary = 3.2733906078961419e150; // 2^500

    // The exact square where the root is out of that range and the square not 0, boxed as an ExactNumber.
    private object? _square;

    internal WorstRecord(long index, double root, double loss, double maxError, in ExactNumber square)
    {
        Index = index;
        Root = root;
        Loss = loss;
        MaxError = maxError;
        _square = square.IsZero ? null : square;
    }

    /// <summary>The worst record of sums that a database gave, which does not tell its number.</summary>
    internal static WorstRecord OfUnknown(in ExactNumber maxError, in ExactNumber largestLoss, bool isWeighted)
    {
        double difference = maxError.ToDouble();
        ExactNumber square = isWeighted ? largestLoss : maxError * maxError;
        double root = isWeighted ? square.Root(1) : difference;
        return new WorstRecord(
            UnknownIndex, root, largestLoss.ToDouble(), difference, IsOrdinary(root) ? default : square);
    }

    /// <summary>The 1-based number of the record; 0 when there is none, <see cref="UnknownIndex"/> when nobody knows it.</summary>
    internal long Index { get; private set; }

    /// <summary>sqrt(weight) * difference: the root of what the record adds to the sum.</summary>
    internal double Root { get; private set; }

    /// <summary>weight * difference^2 as a double.</summary>
    internal double Loss { get; private set; }

    /// <summary>The largest difference of all, whatever its weight.</summary>
    internal double MaxError { get; private set; }

    /// <summary>weight * difference^2 where it may leave the range of doubles; 0 elsewhere.</summary>
    internal readonly ExactNumber Square => _square is ExactNumber square ? square : default;

    /// <summary>False for a record that data of such sums cannot have; a group has only some of the records of its source.</summary>
    internal readonly bool IsPossible(in LossTotals totals)
    {
        bool isThere = totals.WeightedCount > 0;
        bool isInRange = (isThere ? Index is >= 1 or UnknownIndex : Index == 0)
            && Root >= 0.0 && Loss >= 0.0 && MaxError >= 0.0 && !Square.IsNegative && (_square is null || !IsOrdinary(Root));
        if (!isInRange || !isThere)
        {
            return isInRange && Root == 0.0 && Loss == 0.0 && MaxError == 0.0 && _square is null;
        }

        // The largest of some terms is not above their sum and not below their mean.
        double root = totals.Squares.Root(1);
        return Root <= root * (1.0 + Slack) && Root >= totals.Squares.Root(totals.WeightedCount) * (1.0 - Slack)
            && MaxError >= totals.Squares.Root(totals.Weights) * (1.0 - Slack);
    }

    /// <summary>Takes a record into account.</summary>
    internal void Offer(in Residual residual, long index)
    {
        double difference = residual.Difference;
        MaxError = Math.Max(MaxError, difference);
        if (Index != 0 && difference < Root)
        {
            return;
        }

        ExactNumber square = default;
        if (difference != 0.0 && !IsOrdinary(difference))
        {
            ExactNumber exact = residual.ToExact();
            square = exact * exact;
        }

        Offer(difference, square, residual.Loss, index);
    }

    /// <summary>Takes a record with a positive weight into account.</summary>
    internal void Offer(in Residual residual, in Number weight, long index)
    {
        MaxError = Math.Max(MaxError, residual.Difference);

        // Rounded twice, this tells the far smaller ones only; records that add the same must have the same root.
        double nearly = Math.Sqrt(weight.Value) * residual.Difference;
        if (Index != 0 && nearly < Root * AlmostOne && Root > SmallestOrdinary)
        {
            return;
        }

        if (residual.Difference == 0.0)
        {
            Offer(0.0, default, 0.0, index);
            return;
        }

        ExactNumber exact = residual.ToExact();
        ExactNumber square = exact * exact * ExactNumber.Of(weight);
        double root = square.Root(1);
        double loss = weight.Value == 1.0 ? residual.Loss : square.ToDouble();
        Offer(root, IsOrdinary(root) ? default : square, loss, index);
    }

    /// <summary>Takes a run of decimals into account.</summary>
    /// <param name="residuals">Their mantissas, below 2^60 in magnitude.</param>
    /// <param name="largest">The largest magnitude of them.</param>
    /// <param name="scale">Their number of decimal places.</param>
    /// <param name="before">The number of records before the run.</param>
    [MethodImpl(HotLoop.Options)]
    internal void Offer(ReadOnlySpan<long> residuals, long largest, int scale, long before)
    {
        double difference = ShortDecimal.Value(largest, scale);
        if (Beats(difference, default, before + 1))
        {
            // Decimals that differ may be the same double: those less than 2^-51 of themselves apart.
            long least = largest - (largest >> 51);
            int first = 0;
            while (Math.Abs(residuals[first]) < least
                || ShortDecimal.Value(Math.Abs(residuals[first]), scale) != difference)
            {
                first++;
            }

            Offer(residuals[first], scale, before + first + 1);
        }

        MaxError = Math.Max(MaxError, difference);
    }

    /// <summary>Takes the decimal residual mantissa * 10^-scale into account; the square of a decimal is in the range.</summary>
    internal void Offer(long mantissa, int scale, long index)
    {
        double difference = Math.Abs(ShortDecimal.Value(mantissa, scale));
        if (Beats(difference, default, index))
        {
            Set(difference, null, ShortDecimal.Square(mantissa, scale), index);
        }

        MaxError = Math.Max(MaxError, difference);
    }

    /// <summary>Takes the largest difference of records into account, the worst of which is known.</summary>
    internal void OfferMaxError(double difference) => MaxError = Math.Max(MaxError, difference);

    /// <summary>Gives the record another number.</summary>
    internal void Renumber(Func<long, long> number) => Index = Index > 0 ? number(Index) : Index;

    /// <summary>Takes the worst record of a later part of the data into account.</summary>
    internal void Offer(in WorstRecord later, long recordsBefore)
    {
        if (later.Index != 0)
        {
            long index = later.Index == UnknownIndex ? UnknownIndex : recordsBefore + later.Index;
            Offer(later.Root, later.Square, later.Loss, index);
        }

        MaxError = Math.Max(MaxError, later.MaxError);
    }

    private static bool IsOrdinary(double root) => root is >= SmallestOrdinary and <= LargestOrdinary;

    private void Offer(double root, in ExactNumber square, double loss, long index)
    {
        if (Beats(root, square, index))
        {
            Set(root, square.IsZero ? null : square, loss, index);
        }
    }

    private readonly bool Beats(double root, in ExactNumber square, long index)
    {
        if (Index == 0 || root != Root)
        {
            return Index == 0 || root > Root;
        }

        int order = _square is null && square.IsZero ? 0 : square.CompareTo(Square);
        return order > 0 || (order == 0 && Order(index) < Order(Index));
    }

    /// <summary>An unknown number, which is below 0, comes last.</summary>
    private static ulong Order(long index) => (ulong)index;

    private void Set(double root, object? square, double loss, long index)
    {
        Root = root;
        _square = square;
        Loss = loss;
        Index = index;
    }
}
