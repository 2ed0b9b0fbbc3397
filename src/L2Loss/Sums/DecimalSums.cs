using System.Diagnostics;

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

    // Sums of 128 bits below 2^125 and those of the rest of 2^63 records do not overflow.
    private const ulong Room = 1UL << 61;

    internal DecimalSums(int scale) => Scale = scale;

    /// <summary>The number of decimal places.</summary>
    internal int Scale { get; private set; }

    /// <summary>The records.</summary>
    internal long Count { get; private set; }

    private readonly bool HasRoom => _highAbsolutes < Room && (_highActuals ^ SignOf(_highActuals)) < Room
        && _squares.HasRoom && _squaredLosses.HasRoom && _squaredActuals.HasRoom;

    /// <summary>Adds one record.</summary>
    internal void Add(long residual, long actual)
    {
        Count++;
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
        _squaredLosses.Add(run.Fourths);
        AddWords(ref _actuals, ref _highActuals, (UInt128)run.Actuals);
        _squaredActuals.Add(run.SquaredActuals);
    }

    /// <summary>Adds the sums of other records of the same scale; false where they may be too long for it.</summary>
    internal bool TryAdd(in DecimalSums other)
    {
        Debug.Assert(other.Scale == Scale, "Sums of one scale.");
        if (!HasRoom || !other.HasRoom)
        {
            return false;
        }

        Count += other.Count;
        AddWords(ref _residuals, ref _highResiduals, other._residuals, other._highResiduals);
        AddWords(ref _absolutes, ref _highAbsolutes, other._absolutes, other._highAbsolutes);
        _squares.Add(other._squares);
        _squaredLosses.Add(other._squaredLosses);
        AddWords(ref _actuals, ref _highActuals, other._actuals, other._highActuals);
        _squaredActuals.Add(other._squaredActuals);
        return true;
    }

    /// <summary>Gives the sums more decimal places; false, and nothing is done, where they may be too long for it.</summary>
    internal bool TryRaise(int scale)
    {
        // The square of 10^9 is the largest in a word.
        const int Step = 9;
        DecimalSums raised = this;
        for (int places = scale - Scale; places > 0; places -= Step)
        {
            if (!raised.TryMultiply((ulong)PowersOfTen.Long(Math.Min(places, Step))))
            {
                return false;
            }
        }

        raised.Scale = scale;
        this = raised;
        return true;
    }

    /// <summary>The finished sums.</summary>
    internal readonly LossTotals ToTotals()
    {
        var squares = new ExactNumber(_squares.ToWholeNumber(), 0, 2 * Scale);
        return new LossTotals
        {
            Count = Count,
            WeightedCount = Count,
            Weights = Count,
            SquaredWeights = Count,
            Residuals = new ExactNumber((Int128)new UInt128(_highResiduals, _residuals), 0, Scale),
            Absolutes = new ExactNumber(new UInt128(_highAbsolutes, _absolutes), 0, Scale),
            Squares = squares,
            TwiceWeightedSquares = squares,
            SquaredLosses = new ExactNumber(_squaredLosses.ToWholeNumber(), 0, 4 * Scale),
            Actuals = new ExactNumber((Int128)new UInt128(_highActuals, _actuals), 0, Scale),
            SquaredActuals = new ExactNumber(_squaredActuals.ToWholeNumber(), 0, 2 * Scale),
        };
    }

    private bool TryMultiply(ulong power)
    {
        ulong square = power * power;
        return TryMultiply(ref _residuals, ref _highResiduals, power)
            && TryMultiply(ref _absolutes, ref _highAbsolutes, power)
            && TryMultiply(ref _actuals, ref _highActuals, power)
            && _squares.TryMultiply(square) && _squaredActuals.TryMultiply(square)
            && _squaredLosses.TryMultiply(square) && _squaredLosses.TryMultiply(square);
    }

    /// <summary>Multiplies a number with a sign; false where the product has more bits than <see cref="HasRoom"/> allows.</summary>
    private static bool TryMultiply(ref ulong low, ref ulong high, ulong factor)
    {
        ulong sign = SignOf(high);
        ulong carry = Math.BigMul(low ^ sign, factor, out low);
        ulong above = Math.BigMul(high ^ sign, factor, out high);
        high += carry;
        bool fits = above == 0 && high >= carry && high < Room;

        // The complement was the magnitude less one.
        AddWords(ref low, ref high, factor & sign, 0);
        AddWords(ref low, ref high, sign, sign);
        low ^= sign;
        high ^= sign;
        return fits;
    }

    /// <summary>All ones below zero, else none.</summary>
    private static ulong SignOf(ulong high) => (ulong)((long)high >> 63);

    private static void AddWords(ref ulong sum, ref ulong highSum, UInt128 value) =>
        AddWords(ref sum, ref highSum, (ulong)value, (ulong)(value >> 64));

    private static void AddWords(ref ulong sum, ref ulong highSum, ulong low, ulong high)
    {
        sum += low;
        highSum += high + (sum < low ? 1UL : 0UL);
    }
}
