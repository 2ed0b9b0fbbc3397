namespace L2Loss;

/// <summary>The record that adds most to the sum of squares; the first of them when several add the same.</summary>
internal struct WorstRecord
{
    /// <summary>The number of a record of which a database told the loss only; one whose number is known goes before it.</summary>
    internal const long UnknownIndex = -1;

    private const double AlmostOne = 1.0 - 1e-15;

    /// <summary>sqrt(weight) * difference, by which records compare: the root of what they add to the sum.</summary>
    internal double Key;

    /// <summary>weight * difference^2, in the range of a double or not.</summary>
    internal WideSum Square;

    /// <summary>weight * difference^2 as a double.</summary>
    internal double Loss;

    /// <summary>The 1-based number of the record; 0 when there is none, <see cref="UnknownIndex"/> when nobody knows it.</summary>
    internal long Index;

    /// <summary>The largest difference of all, whatever its weight.</summary>
    internal double MaxError;

    /// <summary>False for what no record can have, a NaN among it.</summary>
    internal readonly bool IsPossible => Key >= 0.0 && !Square.IsNegative && Loss >= 0.0 && MaxError >= 0.0;

    /// <summary>Takes a record into account.</summary>
    internal void Offer(in Residual residual, long index)
    {
        double difference = residual.Difference;
        if (Beats(difference, index))
        {
            WideSum error = residual.ToWide();
            Set(difference, error * error, residual.Loss, index);
        }

        MaxError = Math.Max(MaxError, difference);
    }

    /// <summary>Takes a record with a positive weight into account.</summary>
    internal void Offer(in Residual residual, in Number weight, long index)
    {
        // Rounded twice, this tells the far smaller ones only; records that add the same must have the same key.
        double key = Math.Sqrt(weight.Value) * residual.Difference;
        if (Index == 0 || key >= Key * AlmostOne)
        {
            WideSum error = residual.ToWide();
            WideSum square = error * error * new WideSum(weight.ToDoubleDouble());
            key = square.Sqrt().ToDouble();
            if (Beats(key, index))
            {
                Set(key, square, weight.Value == 1.0 ? residual.Loss : square.ToDouble(), index);
            }
        }

        MaxError = Math.Max(MaxError, residual.Difference);
    }

    /// <summary>Takes a run of decimals into account.</summary>
    /// <param name="residuals">Their mantissas, below 2^60 in magnitude.</param>
    /// <param name="largest">The largest magnitude of them.</param>
    /// <param name="scale">Their number of decimal places.</param>
    /// <param name="before">The number of records before the run.</param>
    internal void Offer(ReadOnlySpan<long> residuals, long largest, int scale, long before)
    {
        double difference = ShortDecimal.Value(largest, scale);
        if (Beats(difference, before + 1))
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

    /// <summary>Takes the decimal residual mantissa * 10^-scale into account.</summary>
    internal void Offer(long mantissa, int scale, long index)
    {
        double difference = Math.Abs(ShortDecimal.Value(mantissa, scale));
        if (Beats(difference, index))
        {
            WideSum error = ShortDecimal.Wide(mantissa, scale);
            Set(difference, error * error, ShortDecimal.Square(mantissa, scale), index);
        }

        MaxError = Math.Max(MaxError, difference);
    }

    /// <summary>Takes the worst record of a later part of the data into account.</summary>
    internal void Offer(in WorstRecord later, long recordsBefore)
    {
        long index = later.Index == UnknownIndex ? UnknownIndex : recordsBefore + later.Index;
        if (later.Index != 0 && Beats(later.Key, index))
        {
            Set(later.Key, later.Square, later.Loss, index);
        }

        MaxError = Math.Max(MaxError, later.MaxError);
    }

    private readonly bool Beats(double key, long index) =>
        Index == 0 || key > Key || (key == Key && Order(index) < Order(Index));

    /// <summary>An unknown number, which is below 0, comes last.</summary>
    private static ulong Order(long index) => (ulong)index;

    private void Set(double key, WideSum square, double loss, long index)
    {
        Key = key;
        Square = square;
        Loss = loss;
        Index = index;
    }
}
