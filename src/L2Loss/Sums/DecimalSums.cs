using System.Diagnostics;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// Sums of short decimals with the same number of decimal places, without allocation: of up to 2^63 records whose mantissas
/// are below 2^63 in magnitude.
/// </summary>
internal struct DecimalSums
{
    // Not numbers of 128 bits, which would round the size up to 16 bytes.
    private ulong _residuals;
    private ulong _highResiduals;
    private ulong _absolutes;
    private ulong _highAbsolutes;
    private ulong _actuals;
    private ulong _highActuals;
    private UInt320 _squares;
    private UInt320 _squaredLosses;
    private UInt320 _squaredActuals;

    internal DecimalSums(int scale) => Scale = scale;

    /// <summary>The number of decimal places.</summary>
    internal int Scale { get; }

    /// <summary>The records.</summary>
    internal long Count { get; private set; }

    /// <summary>Adds one record.</summary>
    internal void Add(long residual, long actual)
    {
        Count++;
        AddPart(residual, actual);
    }

    /// <summary>Adds a record whose other values are among the sums of another scale.</summary>
    internal void AddPart(long residual, long actual)
    {
        ulong magnitude = Magnitude.Of(residual);
        ulong actualMagnitude = Magnitude.Of(actual);
        UInt128 square = UInt320.Product(magnitude, magnitude);
        AddWords(ref _residuals, ref _highResiduals, (ulong)residual, (ulong)(residual >> 63));
        AddWords(ref _absolutes, ref _highAbsolutes, magnitude, 0);
        _squares.Add(square);
        _squaredLosses.AddSquare(square);
        AddWords(ref _actuals, ref _highActuals, (ulong)actual, (ulong)(actual >> 63));
        _squaredActuals.Add(UInt320.Product(actualMagnitude, actualMagnitude));
    }

    /// <summary>Adds a run of records.</summary>
    internal void Add(in DecimalRunSums run, int count)
    {
        Count += count;
        AddWords(ref _residuals, ref _highResiduals, (UInt128)run.Residuals);
        AddWords(ref _absolutes, ref _highAbsolutes, run.Absolutes);
        _squares.Add(run.Squares);
        _squaredLosses.Add(run.LowFourths);
        _squaredLosses.AddShifted(run.CrossFourths, DecimalRunSums.HalfBits + 1);
        _squaredLosses.AddShifted(run.HighFourths, 2 * DecimalRunSums.HalfBits);
        AddWords(ref _actuals, ref _highActuals, (UInt128)run.Actuals);
        _squaredActuals.Add(run.SquaredActuals);
    }

    /// <summary>Adds the sums of other records of the same scale.</summary>
    internal void Add(in DecimalSums other)
    {
        Debug.Assert(other.Scale == Scale, "Sums of one scale.");
        Count += other.Count;
        AddWords(ref _residuals, ref _highResiduals, other._residuals, other._highResiduals);
        AddWords(ref _absolutes, ref _highAbsolutes, other._absolutes, other._highAbsolutes);
        _squares.Add(other._squares);
        _squaredLosses.Add(other._squaredLosses);
        AddWords(ref _actuals, ref _highActuals, other._actuals, other._highActuals);
        _squaredActuals.Add(other._squaredActuals);
    }

    /// <summary>The finished sums.</summary>
    internal readonly LossTotals ToTotals()
    {
        var squares = new ExactNumber(_squares.ToBigInteger(), 0, 2 * Scale);
        return new LossTotals
        {
            Count = Count,
            WeightedCount = Count,
            Weights = Count,
            SquaredWeights = Count,
            Residuals = new ExactNumber((BigInteger)(Int128)new UInt128(_highResiduals, _residuals), 0, Scale),
            Absolutes = new ExactNumber((BigInteger)new UInt128(_highAbsolutes, _absolutes), 0, Scale),
            Squares = squares,
            TwiceWeightedSquares = squares,
            SquaredLosses = new ExactNumber(_squaredLosses.ToBigInteger(), 0, 4 * Scale),
            Actuals = new ExactNumber((BigInteger)(Int128)new UInt128(_highActuals, _actuals), 0, Scale),
            SquaredActuals = new ExactNumber(_squaredActuals.ToBigInteger(), 0, 2 * Scale),
        };
    }

    private static void AddWords(ref ulong sum, ref ulong highSum, UInt128 value) =>
        AddWords(ref sum, ref highSum, (ulong)value, (ulong)(value >> 64));

    private static void AddWords(ref ulong sum, ref ulong highSum, ulong low, ulong high)
    {
        sum += low;
        highSum += high + (sum < low ? 1UL : 0UL);
    }
}
