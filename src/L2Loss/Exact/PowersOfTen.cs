using System.Numerics;

namespace L2Loss;

/// <summary>10^n as a double, a long and a whole number of any size.</summary>
internal static class PowersOfTen
{
    /// <summary>10^18 is the largest power of ten that a long holds.</summary>
    internal const int MaximumLong = 18;

    private static readonly double[] Doubles =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static readonly double[] Inverses = [.. Doubles.Select(power => 1.0 / power)];

    private static readonly long[] Longs = PowersOf(10, MaximumLong + 1, power => (long)power);

    // From no place at all, -1, less the most places of a column, to those less none.
    private const int MinimumPadded = -1 - Number.MaximumExactScale;
    private static readonly long[] PaddedLongs =
        [.. new long[-MinimumPadded], .. Longs, .. new long[Number.MaximumExactScale - MaximumLong]];

    // Decimals have at most 28 places, their squares 56, the squares of those 112.
    private static readonly WholeNumber[] Wholes = PowersOf(10, 113, power => (WholeNumber)power);

    /// <summary>10^exponent for 0 to 22, which a double holds exactly.</summary>
    internal static double Exact(int exponent) => Doubles[exponent];

    /// <summary>10^-exponent, nearly, for an exponent up to 22.</summary>
    internal static double Inverse(int exponent) => Inverses[exponent];

    /// <summary>10^exponent for 0 to 18.</summary>
    internal static long Long(int exponent) => Longs[exponent];

    /// <summary>10^exponent for 0 to 18; 0 for any other exponent from -23 to 22.</summary>
    internal static long LongOrZero(int exponent) => PaddedLongs[exponent - MinimumPadded];

    /// <summary>10^exponent.</summary>
    internal static WholeNumber Whole(int exponent) =>
        exponent < Wholes.Length ? Wholes[exponent] : BigInteger.Pow(10, exponent);

    /// <summary>The first powers of a number, from that to 0 on.</summary>
    internal static T[] PowersOf<T>(int number, int count, Func<BigInteger, T> convert)
    {
        var powers = new T[count];
        for (int i = 0; i < count; i++)
        {
            powers[i] = convert(BigInteger.Pow(number, i));
        }

        return powers;
    }
}
