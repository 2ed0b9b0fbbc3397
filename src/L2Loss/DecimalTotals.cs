using System.Numerics;

namespace L2Loss;

/// <summary>
/// The finished sums of <see cref="DecimalSums"/>: whole numbers of 10^-28, their squares of 10^-56, the squared losses
/// of 10^-112.
/// </summary>
internal struct DecimalTotals
{
    /// <summary>The most decimal places of a decimal.</summary>
    internal const int MaximumScale = 28;

    /// <summary>10^28: one, in the unit of the residuals and actuals.</summary>
    internal static readonly BigInteger Unit = PowersOfTen.Big(MaximumScale);

    /// <summary>10^56: one, in the unit of their squares.</summary>
    internal static readonly BigInteger SquaredUnit = PowersOfTen.Big(2 * MaximumScale);

    /// <summary>10^112: one, in the unit of the squared losses.</summary>
    internal static readonly BigInteger FourthUnit = PowersOfTen.Big(4 * MaximumScale);

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
}
