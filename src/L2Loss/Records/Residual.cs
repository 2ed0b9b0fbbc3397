using System.Numerics;

namespace L2Loss;

/// <summary>
/// The residual (actual - predicted) of one record and its L2 loss.
/// </summary>
/// <remarks>
/// Two decimals are subtracted and squared as decimals and rounded once: 0.3 against 0.1 has the loss 0.04. Two binary
/// numbers give <c>(a - p) * (a - p)</c> in double arithmetic. A decimal that is exactly a double joins a binary number
/// as one; with any other the residual and its square are exact and rounded once.
/// </remarks>
public readonly struct Residual
{
    // Small on purpose: it is passed several times a record. What rarely occurs is boxed.
    private readonly long _mantissa;
    private readonly object? _wide;
    private readonly byte _scale;
    private readonly Form _form;

    private Residual(double value, double loss, Form form, long mantissa, int scale, object? wide = null)
    {
        Value = value;
        Loss = loss;
        _form = form;
        _mantissa = mantissa;
        _scale = (byte)scale;
        _wide = wide;
    }

    private enum Form : byte
    {
        /// <summary>The difference of two doubles; the mantissa is, bit by bit, the rounding error of Value.</summary>
        Binary,

        /// <summary>Any other binary residual, boxed as a <see cref="WideSum"/>.</summary>
        WideBinary,

        /// <summary>mantissa * 10^-scale</summary>
        Decimal,

        /// <summary>The same with a mantissa boxed as a <see cref="BigInteger"/>.</summary>
        WideDecimal,
    }

    /// <summary>actual - predicted, rounded to the nearest double.</summary>
    public double Value { get; }

    /// <summary>The absolute residual.</summary>
    public double Difference => Math.Abs(Value);

    /// <summary>The L2 loss: the squared residual.</summary>
    public double Loss { get; }

    /// <summary>True where both values are decimals, false where one is binary.</summary>
    public bool IsDecimal => _form >= Form.Decimal;

    /// <summary>True for a decimal residual with a <see cref="Mantissa"/>.</summary>
    internal bool IsShort => _form == Form.Decimal;

    /// <summary>The digits of a short decimal residual; below 2^63 in magnitude, as is the actual value at its scale.</summary>
    internal long Mantissa => _mantissa;

    /// <summary>The number of decimal places of a decimal residual.</summary>
    internal int Scale => _scale;

    /// <summary>The digits of any decimal residual.</summary>
    internal BigInteger Digits => IsShort ? _mantissa : (BigInteger)_wide!;

    /// <summary>The residual to 106 bits, whatever its form.</summary>
    internal WideSum ToWide() => _form switch
    {
        Form.Binary => new WideSum(new DoubleDouble(Value, BitConverter.Int64BitsToDouble(_mantissa))),
        Form.WideBinary => (WideSum)_wide!,
        Form.Decimal => ShortDecimal.Wide(_mantissa, _scale),
        _ => WideSum.From(Digits, PowersOfTen.Big(_scale)),
    };

    /// <summary>The residual of one record.</summary>
    public static Residual Of(in Number actual, in Number predicted)
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
            return new Residual(value, value * value, Form.Binary, BitConverter.DoubleToInt64Bits(exact.Lo), 0);
        }

        WideSum wide = WideSum.From(actual) - WideSum.From(predicted);
        return new Residual(value, value * value, Form.WideBinary, 0, 0, wide);
    }

    private static Residual OfMixed(DoubleDouble actual, DoubleDouble predicted, in Number a, in Number p)
    {
        WideSum wide = new WideSum(actual) - new WideSum(predicted);
        WideSum square = wide * wide;
        bool isCancelling = (wide.Abs() - WideSum.From(Math.ScaleB(Math.Abs(actual.Hi), -16))).IsNegative;
        return isCancelling || !wide.RoundsSafely || !square.RoundsSafely
            ? OfExact(a, p)
            : new Residual(wide.ToDouble(), square.ToDouble(), Form.WideBinary, 0, 0, wide);
    }

    /// <summary>Where neither 64 nor 106 bits settle the nearest double: whole numbers of any size do.</summary>
    private static Residual OfExact(in Number actual, in Number predicted)
    {
        BigInteger a = actual.ToMantissa(out int actualScale, out int actualPlaces);
        BigInteger p = predicted.ToMantissa(out int predictedScale, out int predictedPlaces);
        int scale = Math.Max(actualScale, predictedScale);
        int places = Math.Max(actualPlaces, predictedPlaces);
        BigInteger mantissa = (a * PowersOfTen.Big(scale - actualScale) << (places - actualPlaces))
            - (p * PowersOfTen.Big(scale - predictedScale) << (places - predictedPlaces));
        BigInteger unit = PowersOfTen.Big(scale) << places;
        double value = ExactRatio.ToDouble(mantissa, unit);
        double loss = ExactRatio.ToDouble(mantissa * mantissa, unit * unit);
        return actual.IsDecimal && predicted.IsDecimal
            ? new Residual(value, loss, Form.WideDecimal, 0, scale, mantissa)
            : new Residual(value, loss, Form.WideBinary, 0, 0, WideSum.From(mantissa, unit));
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
        residual = new Residual(value, ShortDecimal.Square(mantissa, scale), Form.Decimal, mantissa, scale);
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

    /// <summary>The same where only the difference must be short.</summary>
    internal static bool TrySubtractWide(
        long actual, int actualScale, long predicted, int predictedScale, out long residual)
    {
        residual = 0;
        int scale = Math.Max(actualScale, predictedScale);
        if (scale - Math.Min(actualScale, predictedScale) > PowersOfTen.MaximumLong)
        {
            return false;
        }

        Int128 difference = ((Int128)actual * PowersOfTen.Long(scale - actualScale))
            - ((Int128)predicted * PowersOfTen.Long(scale - predictedScale));
        residual = (long)difference;
        return difference == residual && residual != long.MinValue && actual != long.MinValue;
    }

    private static bool TryAlign(long mantissa, int places, out long aligned)
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
