namespace L2Loss;

/// <summary>
/// The residual (actual - predicted) of one record and its L2 loss.
/// </summary>
/// <remarks>
/// Two decimals are subtracted and squared as decimals and rounded once: 0.3 against 0.1 has the loss 0.04. Two binary
/// numbers give <c>(a - p) * (a - p)</c> in double arithmetic. A decimal that is exactly a double joins a binary number
/// as one; with any other the residual and its square are exact and rounded once.
/// </remarks>
internal readonly struct Residual
{
    // Within these 106 bits of a residual and of its square are normal doubles.
    private const double SmallestCertain = 4.909093465297727e-91; // 2^-300
    private const double LargestCertain = 2.037035976334486e90; // 2^300

    // 2^-16: where less is left of the actual value, too many of the bits may have cancelled.
    private const double LeastLeft = 1.0 / 65536.0;

    // Small on purpose: it is passed several times a record. Of two doubles the mantissa is, bit by bit, the rounding error
    // of the value. What is neither that nor a short decimal is rare, and kept as its two numbers.
    private readonly long _mantissa;
    private readonly object? _numbers;
    private readonly byte _scale;

    private Residual(double value, double loss, bool isShort, long mantissa, int scale)
    {
        Value = value;
        Loss = loss;
        IsShort = isShort;
        _mantissa = mantissa;
        _scale = (byte)scale;
    }

    private Residual(double value, double loss, in Number actual, in Number predicted)
    {
        Value = value;
        Loss = loss;
        _scale = (byte)Math.Max(actual.Scale, predicted.Scale);
        _numbers = (actual, predicted);
    }

    /// <summary>actual - predicted, rounded to the nearest double.</summary>
    internal double Value { get; }

    /// <summary>The absolute residual.</summary>
    internal double Difference => Math.Abs(Value);

    /// <summary>The L2 loss: the squared residual.</summary>
    internal double Loss { get; }

    /// <summary>True for a decimal residual with a <see cref="Mantissa"/>.</summary>
    internal bool IsShort { get; }

    /// <summary>The digits of a short decimal residual; below 2^63 in magnitude, as is the actual value at its scale.</summary>
    internal long Mantissa => _mantissa;

    /// <summary>The number of decimal places: at most so many has the residual.</summary>
    internal int Scale => _scale;

    /// <summary>The residual without any rounding.</summary>
    internal ExactNumber ToExact()
    {
        if (_numbers is ValueTuple<Number, Number> numbers)
        {
            return ExactNumber.Of(numbers.Item1) - ExactNumber.Of(numbers.Item2);
        }

        return IsShort
            ? new ExactNumber(_mantissa, 0, _scale)
            : ExactNumber.Of(Value) + ExactNumber.Of(BitConverter.Int64BitsToDouble(_mantissa));
    }

    /// <summary>The residual * 10^scale, for a scale not below its own; false where it has more than 128 bits.</summary>
    internal bool TryToDyadic(int scale, out Dyadic value)
    {
        value = default;
        return IsShort ? Dyadic.TryScale(Dyadic.Of(_mantissa), scale - _scale, out value)
            : _numbers is null
                && Dyadic.TryAdd(Dyadic.Of(Value), Dyadic.Of(BitConverter.Int64BitsToDouble(_mantissa)), out Dyadic exact)
                && Dyadic.TryScale(exact, scale, out value);
    }

    /// <summary>The residual of one record.</summary>
    internal static Residual Of(in Number actual, in Number predicted)
    {
        if (actual.IsDecimal && predicted.IsDecimal)
        {
            return TryShort(actual, predicted, out Residual residual) ? residual : OfExact(actual, predicted);
        }

        DoubleDouble a = actual.ToDoubleDouble();
        DoubleDouble p = predicted.ToDoubleDouble();
        return a.Lo == 0.0 && p.Lo == 0.0 ? OfDoubles(a.Hi, p.Hi) : OfMixed(a, p, actual, predicted);
    }

    internal static Residual OfDoubles(double actual, double predicted)
    {
        DoubleDouble exact = DoubleDouble.Difference(actual, predicted);
        double value = actual - predicted;
        if (double.IsFinite(exact.Hi) && double.IsFinite(exact.Lo))
        {
            return new Residual(value, value * value, false, BitConverter.DoubleToInt64Bits(exact.Lo), 0);
        }

        // The difference is too large for a double.
        return new Residual(value, value * value, Number.Binary(actual), Number.Binary(predicted));
    }

    private static Residual OfMixed(DoubleDouble actual, DoubleDouble predicted, in Number a, in Number p)
    {
        DoubleDouble exact = actual - predicted;
        DoubleDouble square = exact * exact;
        double magnitude = Math.Abs(exact.Hi);
        bool isCertain = magnitude is > SmallestCertain and < LargestCertain
            && magnitude >= Math.Abs(actual.Hi) * LeastLeft && exact.RoundsSafely && square.RoundsSafely;
        return isCertain ? new Residual(exact.Hi, square.Hi, a, p) : OfExact(a, p);
    }

    /// <summary>Where neither 64 nor 106 bits settle the nearest double: whole numbers of any size do.</summary>
    private static Residual OfExact(in Number actual, in Number predicted)
    {
        ExactNumber exact = ExactNumber.Of(actual) - ExactNumber.Of(predicted);
        return new Residual(exact.ToDouble(), (exact * exact).ToDouble(), actual, predicted);
    }

    private static bool TryShort(in Number actual, in Number predicted, out Residual residual)
    {
        residual = default;
        int scale = Math.Max(actual.Scale, predicted.Scale);
        if (!actual.IsShort || !predicted.IsShort || scale > Number.MaximumExactScale
            || !TrySubtract(actual.Mantissa, actual.Scale, predicted.Mantissa, predicted.Scale, out long mantissa, out _))
        {
            return false;
        }

        double value = ShortDecimal.Value(mantissa, scale);
        residual = new Residual(value, ShortDecimal.Square(mantissa, scale), true, mantissa, scale);
        return true;
    }

    /// <summary>The difference of two short decimals at the larger of their scales; false where it may be too long.</summary>
    internal static bool TrySubtract(
        long actual, int actualScale, long predicted, int predictedScale, out long residual, out long aligned)
    {
        int scale = Math.Max(actualScale, predictedScale);
        bool isShort = TryAlign(actual, scale - actualScale, out aligned);
        isShort &= TryAlign(predicted, scale - predictedScale, out long prediction);

        // Both are below 2^62, so the difference does not overflow.
        residual = aligned - prediction;
        return isShort;
    }

    /// <summary>The mantissa at so many more decimal places, below 2^62; false where it may be longer.</summary>
    internal static bool TryAlign(long mantissa, int places, out long aligned)
    {
        const long Limit = 1L << 62;
        aligned = mantissa;
        if (places == 0)
        {
            return mantissa is < Limit and > -Limit;
        }

        if (places > PowersOfTen.MaximumLong)
        {
            return false;
        }

        long high = Math.BigMul(mantissa, PowersOfTen.Long(places), out aligned);
        return high == aligned >> 63 && aligned is < Limit and > -Limit;
    }
}
