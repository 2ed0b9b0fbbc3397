namespace L2Loss;

/// <summary>
/// The sums over records with a binary floating-point value, in double-double with error-free differences and products.
/// </summary>
/// <remarks>
/// The actuals are summed about a pivot, the first of them. Since the pivot is one of the data,
/// <c>sum((a - pivot)^2) &lt;= (n + 1) * TSS</c>, so the total sum of squares loses at most log2(n) of its 106 bits,
/// whatever the offset of the data (Chan, Golub, LeVeque 1983).
/// </remarks>
internal sealed class BinarySums
{
    internal long Count { get; private set; }

    internal WideSum Residuals { get; private set; }

    internal WideSum Absolutes { get; private set; }

    internal WideSum Squares { get; private set; }

    internal WideSum SquaredLosses { get; private set; }

    /// <summary>What is subtracted from each actual before it is summed.</summary>
    internal WideSum Pivot { get; private set; }

    internal WideSum CentredActuals { get; private set; }

    internal WideSum SquaredCentredActuals { get; private set; }

    /// <summary>Adds one record; its residual is binary.</summary>
    internal void Add(in Residual residual, in Number actual)
    {
        var actualValue = new WideSum(actual.ToDoubleDouble());
        if (Count++ == 0)
        {
            Pivot = actualValue;
        }

        WideSum error = residual.Binary;
        WideSum loss = error * error;
        Residuals += error;
        Absolutes += error.IsNegative ? -error : error;
        Squares += loss;
        SquaredLosses += loss * loss;

        WideSum centred = actualValue - Pivot;
        CentredActuals += centred;
        SquaredCentredActuals += centred * centred;
    }
}
