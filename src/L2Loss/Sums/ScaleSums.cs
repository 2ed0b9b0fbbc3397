using System.Numerics;

namespace L2Loss;

/// <summary>
/// Sums of decimals with the same number of decimal places, without allocation: of up to 2^63 records whose mantissas
/// are below 2^63 in magnitude.
/// </summary>
internal struct ScaleSums
{
    /// <summary>The number of decimal places.</summary>
    internal int Scale;

    private Int128 _residuals;
    private UInt128 _absolutes;
    private Int128 _actuals;
    private UInt320 _squares;
    private UInt320 _squaredLosses;
    private UInt320 _squaredActuals;

    /// <summary>Adds one record.</summary>
    internal void Add(long residual, long actual)
    {
        ulong magnitude = Magnitude.Of(residual);
        ulong actualMagnitude = Magnitude.Of(actual);
        UInt128 square = UInt320.Product(magnitude, magnitude);
        _residuals += residual;
        _absolutes += magnitude;
        _squares.Add(square);
        _squaredLosses.AddSquare(square);
        _actuals += actual;
        _squaredActuals.Add(UInt320.Product(actualMagnitude, actualMagnitude));
    }

    /// <summary>Adds a run of records.</summary>
    internal void Add(in RunSums run)
    {
        _residuals += run.Residuals;
        _absolutes += run.Absolutes;
        _squares.Add(run.Squares);
        _squaredLosses.Add(run.LowFourths);
        _squaredLosses.AddShifted(run.CrossFourths, RunSums.HalfBits + 1);
        _squaredLosses.AddShifted(run.HighFourths, 2 * RunSums.HalfBits);
        _actuals += run.Actuals;
        _squaredActuals.Add(run.SquaredActuals);
    }

    /// <summary>Adds the sums of other records of the same scale.</summary>
    internal void Add(in ScaleSums other)
    {
        _residuals += other._residuals;
        _absolutes += other._absolutes;
        _squares.Add(other._squares);
        _squaredLosses.Add(other._squaredLosses);
        _actuals += other._actuals;
        _squaredActuals.Add(other._squaredActuals);
    }

    /// <summary>Adds the sums to those of at least as many decimal places.</summary>
    internal readonly void AddTo(ref DecimalTotals totals)
    {
        int places = totals.Scale - Scale;
        Add(ref totals.Residuals, (BigInteger)_residuals, places);
        Add(ref totals.Absolutes, (BigInteger)_absolutes, places);
        Add(ref totals.Squares, _squares.ToBigInteger(), 2 * places);
        Add(ref totals.SquaredLosses, _squaredLosses.ToBigInteger(), 4 * places);
        Add(ref totals.Actuals, (BigInteger)_actuals, places);
        Add(ref totals.SquaredActuals, _squaredActuals.ToBigInteger(), 2 * places);
    }

    /// <summary>Most groups have one scale: then nothing is computed, for which memory would be needed.</summary>
    private static void Add(ref BigInteger total, BigInteger sum, int places)
    {
        BigInteger scaled = places == 0 ? sum : sum * PowersOfTen.Big(places);
        total = total.IsZero ? scaled : total + scaled;
    }
}
