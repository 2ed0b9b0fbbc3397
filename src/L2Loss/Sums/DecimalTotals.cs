using System.Numerics;

namespace L2Loss;

/// <summary>
/// The finished sums of <see cref="DecimalSums"/>: whole numbers of 10^-Scale, their squares of 10^-2 Scale, the squared
/// losses of 10^-4 Scale.
/// </summary>
internal struct DecimalTotals
{
    /// <summary>The most decimal places of a decimal.</summary>
    internal const int MaximumScale = 28;

    /// <summary>
    /// The number of decimal places: as few as the records have, as the sums are the shorter for it; the most where a
    /// record is wide or sums were put together.
    /// </summary>
    internal int Scale;

    internal long Count;
    internal BigInteger Residuals;
    internal BigInteger Absolutes;
    internal BigInteger Squares;
    internal BigInteger SquaredLosses;
    internal BigInteger Actuals;
    internal BigInteger SquaredActuals;

    /// <summary>False for sums that no records can have (Cauchy-Schwarz).</summary>
    internal readonly bool IsPossible =>
        Absolutes >= BigInteger.Abs(Residuals)
        && Count * Squares >= Absolutes * Absolutes
        && Count * SquaredLosses >= Squares * Squares
        && ScaledTotalSquares.Sign >= 0;

    /// <summary>Count * TSS = Count * sum(a^2) - sum(a)^2.</summary>
    internal readonly BigInteger ScaledTotalSquares => (Count * SquaredActuals) - (Actuals * Actuals);

    /// <summary>The same sums with the most decimal places.</summary>
    internal readonly DecimalTotals AtMaximumScale()
    {
        BigInteger unit = PowersOfTen.Big(MaximumScale - Scale);
        BigInteger squaredUnit = unit * unit;
        return new DecimalTotals
        {
            Scale = MaximumScale,
            Count = Count,
            Residuals = Residuals * unit,
            Absolutes = Absolutes * unit,
            Squares = Squares * squaredUnit,
            SquaredLosses = SquaredLosses * squaredUnit * squaredUnit,
            Actuals = Actuals * unit,
            SquaredActuals = SquaredActuals * squaredUnit,
        };
    }
}
