using System.Numerics;

namespace L2Loss;

/// <summary>
/// One finite number as it was given: a decimal (from text, <see cref="decimal"/> or a whole number), which is exact,
/// or a binary floating-point number.
/// </summary>
public readonly struct Number : IEquatable<Number>
{
    /// <summary>10^22 is the largest power of ten that a double holds exactly.</summary>
    internal const int MaximumExactScale = 22;

    /// <summary>Up to 2^53 every whole number is a double.</summary>
    internal const long MaximumExactInteger = 1L << 53;

    private readonly decimal _decimal;
    private readonly long _mantissa;
    private readonly sbyte _scale;
    private readonly Form _form;

    private Number(double value, long mantissa, int scale, decimal wide, Form form)
    {
        Value = value;
        _mantissa = mantissa;
        _scale = (sbyte)scale;
        _decimal = wide;
        _form = form;
    }

    private enum Form : byte
    {
        Binary,
        Short,
        Wide,
    }

    /// <summary>The nearest double.</summary>
    public double Value { get; }

    /// <summary>True for a decimal, false for a binary floating-point number.</summary>
    public bool IsDecimal => _form != Form.Binary;

    /// <summary>True for a decimal of the form <see cref="Mantissa"/> * 10^-<see cref="Scale"/>.</summary>
    internal bool IsShort => _form == Form.Short;

    /// <summary>The digits of a short decimal.</summary>
    internal long Mantissa => _mantissa;

    /// <summary>The number of decimal places of a short decimal.</summary>
    internal int Scale => _scale;

    /// <summary>Equal when both hold the same value in the same form.</summary>
    public static bool operator ==(Number left, Number right) => left.Equals(right);

    /// <summary>Unequal when value or form differ.</summary>
    public static bool operator !=(Number left, Number right) => !left.Equals(right);

    /// <summary>A binary floating-point number; it must be finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or NaN.</exception>
    public static Number FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A number must be finite.");
        }

        return Binary(value);
    }

    /// <summary>A decimal.</summary>
    public static Number FromDecimal(decimal value)
    {
        Int128 mantissa = MantissaOf(value, out int scale);
        return mantissa >= long.MinValue && mantissa <= long.MaxValue
            ? FromMantissa((long)mantissa, scale)
            : new Number(ExactRatio.ToDouble((BigInteger)mantissa, PowersOfTen.Big(scale)), 0, 0, value, Form.Wide);
    }

    /// <inheritdoc/>
    public bool Equals(Number other) =>
        IsDecimal == other.IsDecimal && (IsDecimal ? ToDecimal() == other.ToDecimal() : Value.Equals(other.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsDecimal, Value);

    /// <summary>The value in invariant text.</summary>
    public override string ToString() => IsDecimal
        ? ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture)
        : Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A finite binary number, not checked.</summary>
    internal static Number Binary(double value) => new(value, 0, 0, 0m, Form.Binary);

    /// <summary>The decimal mantissa * 10^-scale, with a scale from 0 to 28.</summary>
    internal static Number FromMantissa(long mantissa, int scale)
    {
        // The quotient of two exact doubles is rounded once, so it is the nearest double (Clinger 1990).
        double value = scale <= MaximumExactScale && mantissa is <= MaximumExactInteger and >= -MaximumExactInteger
            ? mantissa / PowersOfTen.Exact(scale)
            : ExactRatio.ToDouble(mantissa, PowersOfTen.Big(scale));
        return new Number(value, mantissa, scale, 0m, Form.Short);
    }

    /// <summary>The digits of any decimal and its scale.</summary>
    internal Int128 DecimalMantissa(out int scale)
    {
        if (_form == Form.Wide)
        {
            return MantissaOf(_decimal, out scale);
        }

        scale = _scale;
        return _mantissa;
    }

    /// <summary>The value to 106 bits; the second part of a binary number is 0.</summary>
    internal DoubleDouble ToDoubleDouble()
    {
        switch (_form)
        {
            case Form.Binary:
                return new DoubleDouble(Value);
            case Form.Short when _scale <= MaximumExactScale
                && _mantissa is <= MaximumExactInteger and >= -MaximumExactInteger:
                // The remainder of a rounded division is a double, and FMA finds it without a rounding.
                double power = PowersOfTen.Exact(_scale);
                return new DoubleDouble(Value, Math.FusedMultiplyAdd(-Value, power, _mantissa) / power);
            default:
                BigInteger mantissa = (BigInteger)DecimalMantissa(out int scale);
                return WideSum.From(mantissa, PowersOfTen.Big(scale)).Significand;
        }
    }

    private static Int128 MantissaOf(decimal value, out int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        scale = (bits[3] >> 16) & 0xFF;
        var magnitude = (Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return bits[3] < 0 ? -magnitude : magnitude;
    }

    private decimal ToDecimal()
    {
        if (_form == Form.Wide)
        {
            return _decimal;
        }

        ulong magnitude = _mantissa < 0 ? (ulong)-_mantissa : (ulong)_mantissa;
        return new decimal((int)magnitude, (int)(magnitude >> 32), 0, _mantissa < 0, (byte)_scale);
    }
}
