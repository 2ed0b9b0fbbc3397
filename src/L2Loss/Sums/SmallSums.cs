using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// Exact sums of records of short decimals that are not too long, in a hundred bytes: for many groups at once. What does not
/// fit, an accumulator takes.
/// </summary>
internal struct SmallSums
{
    // Sums of so many numbers below these limits do not overflow.
    private const int MaximumCount = 1 << 15;
    private const long ActualLimit = 1L << 47;
    private const long ResidualLimit = 1L << 32;

    // An actual value below the limit has room for so many more places.
    private const int MaximumPlaces = 4;

    private long _residuals;
    private ulong _absolutes;
    private ulong _squares;
    private ulong _highSquares;
    private ulong _fourths;
    private ulong _highFourths;
    private ulong _topFourths;
    private long _actuals;
    private ulong _squaredActuals;
    private ulong _highSquaredActuals;
    private ulong _worst;

    /// <summary>No records, and so many decimal places.</summary>
    internal SmallSums(int scale) => Scale = scale;

    /// <summary>The number of decimal places.</summary>
    internal int Scale { get; }

    /// <summary>The number of records.</summary>
    internal int Count { get; private set; }

    /// <summary>True where no record fits any more.</summary>
    internal readonly bool IsFull => Count == MaximumCount;

    /// <summary>The largest residual.</summary>
    internal readonly long Worst => (long)_worst;

    /// <summary>The number of the record that has it, the lowest of several.</summary>
    internal long WorstIndex { get; private set; }

    /// <summary>Adds a record; false, and nothing is done, where it does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryAdd(long actual, int actualScale, long predicted, int predictedScale, long index)
    {
        uint places = (uint)(Scale - actualScale);
        uint predictedPlaces = (uint)(Scale - predictedScale);
        if (Math.Max(places, predictedPlaces) > MaximumPlaces)
        {
            return false;
        }

        // All at once: one branch, which is hardly ever taken.
        long aligned = actual * PowersOfTen.Long((int)places);
        long residual = aligned - (predicted * PowersOfTen.Long((int)predictedPlaces));
        bool fits = IsBelow(actual, ActualLimit) & IsBelow(predicted, ActualLimit)
            & IsBelow(aligned, ActualLimit) & IsBelow(residual, ResidualLimit) & !IsFull;
        if (!fits)
        {
            return false;
        }

        ulong magnitude = Magnitude.Of(residual);
        ulong square = magnitude * magnitude;
        ulong high = Math.BigMul(square, square, out ulong low);
        _residuals += residual;
        _absolutes += magnitude;
        _squares += square;
        _highSquares += _squares < square ? 1UL : 0UL;
        _fourths += low;
        high += _fourths < low ? 1UL : 0UL;
        _highFourths += high;
        _topFourths += _highFourths < high ? 1UL : 0UL;

        ulong actualMagnitude = Magnitude.Of(aligned);
        high = Math.BigMul(actualMagnitude, actualMagnitude, out low);
        _actuals += aligned;
        _squaredActuals += low;
        _highSquaredActuals += high + (_squaredActuals < low ? 1UL : 0UL);
        if (magnitude >= _worst && (magnitude > _worst || Count == 0 || index < WorstIndex))
        {
            _worst = magnitude;
            WorstIndex = index;
        }

        Count++;
        return true;
    }

    /// <summary>Gives the records other numbers in the same order.</summary>
    internal void Renumber(Func<long, long> number) => WorstIndex = Count > 0 ? number(WorstIndex) : 0;

    /// <summary>The sums in the form in which others take them.</summary>
    internal readonly DecimalRunSums ToRun() => new()
    {
        Residuals = _residuals,
        Absolutes = _absolutes,
        Squares = new UInt128(_highSquares, _squares),
        Fourths = new UInt320(_topFourths, _highFourths, _fourths),
        Actuals = _actuals,
        SquaredActuals = new UInt128(_highSquaredActuals, _squaredActuals),
    };

    private static bool IsBelow(long value, long limit) => (ulong)(value + limit - 1) < (ulong)((2 * limit) - 1);
}
