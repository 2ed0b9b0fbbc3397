using System.Numerics;

namespace L2Loss;

/// <summary>
/// One finite number as it was given: a decimal (from text, <see cref="decimal"/> or a whole number), which is exact,
/// or a binary floating-point number.
/// </summary>
internal readonly struct Number : IEquatable<Number>
{
    /// <summary>10^22 is the largest power of ten that a double holds exactly.</summary>
    internal const int MaximumExactScale = 22;

    /// <summary>Up to 2^53 every whole number is a double.</summary>
    internal const long MaximumExactInteger = 1L << 53;

    // Small on purpose: it is passed several times a record.
    private readonly long _low;
    private readonly uint _high;
    private readonly sbyte _scale;
    private readonly NumberForm _form;

    private Number(double value, long low, uint high, int scale, NumberForm form)
    {
        Value = value;
        _low = low;
        _high = high;
        _scale = (sbyte)scale;
        _form = form;
    }

    private enum NumberForm : byte
    {
        /// <summary>A double.</summary>
        Binary,

        /// <summary>A decimal whose digits, with their sign, are the low part.</summary>
        Short,

        /// <summary>A decimal with up to 96 bits of digits.</summary>
        Long,

        /// <summary>The same, below zero.</summary>
        LongNegative,
    }

    /// <summary>The nearest double.</summary>
    public double Value { get; }

    /// <summary>True for a decimal, false for a binary floating-point number.</summary>
    public bool IsDecimal => _form != NumberForm.Binary;

    /// <summary>True for a decimal of the form <see cref="Mantissa"/> * 10^-<see cref="Scale"/>.</summary>
    internal bool IsShort => _form == NumberForm.Short;

    /// <summary>The digits of a short decimal.</summary>
    internal long Mantissa => _low;

    /// <summary>The number of decimal places of a decimal; 0 for a double.</summary>
    internal int Scale => _scale;

    /// <summary>A decimal.</summary>
    public static Number FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int scale = (bits[3] >> 16) & 0xFF;
        bool isNegative = bits[3] < 0;
        uint high = (uint)bits[2];
        long low = ((long)bits[1] << 32) | (uint)bits[0];
        if (high == 0 && low >= 0)
        {
            return FromMantissa(isNegative ? -low : low, scale);
        }

        var magnitude = (BigInteger)new UInt128(high, (ulong)low);
        double nearest = ExactRatio.ToDouble(isNegative ? -magnitude : magnitude, PowersOfTen.Whole(scale));
        return new Number(nearest, low, high, scale, isNegative ? NumberForm.LongNegative : NumberForm.Long);
    }

    /// <inheritdoc/>
    public bool Equals(Number other) =>
        IsDecimal == other.IsDecimal && (IsDecimal ? ToDecimal() == other.ToDecimal() : Value.Equals(other.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (IsDecimal, Value).GetHashCode();

    /// <summary>The value in invariant text.</summary>
    public override string ToString() => IsDecimal
        ? ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture)
        : DoubleText.Write(Value);

    /// <summary>The number as an object that scripts can compute with: a whole number, a decimal or a double.</summary>
    internal object ToObject() => !IsDecimal ? Value : IsShort && Scale == 0 ? (object)Mantissa : ToDecimal();

    /// <summary>A binary floating-point number; it must be finite.</summary>
    internal static Number Binary(double value) => new(value, 0, 0, 0, NumberForm.Binary);

    /// <summary>The decimal mantissa * 10^-scale, with a scale from 0 to 28.</summary>
    internal static Number FromMantissa(long mantissa, int scale) =>
        new(ShortDecimal.Value(mantissa, scale), mantissa, 0, scale, NumberForm.Short);

    /// <summary>The digits of any decimal and its scale.</summary>
    internal Int128 DecimalMantissa(out int scale)
    {
        scale = _scale;
        if (_form == NumberForm.Short)
        {
            return _low;
        }

        var magnitude = (Int128)new UInt128(_high, (ulong)_low);
        return _form == NumberForm.LongNegative ? -magnitude : magnitude;
    }

    /// <summary>The value to 106 bits; the second part of a binary number is 0.</summary>
    internal DoubleDouble ToDoubleDouble()
    {
        switch (_form)
        {
            case NumberForm.Binary:
                return new DoubleDouble(Value);
            case NumberForm.Short when _scale <= MaximumExactScale
                && _low is <= MaximumExactInteger and > -MaximumExactInteger:
                double power = PowersOfTen.Exact(_scale);
                return new DoubleDouble(Value, DoubleDouble.Remainder(_low, Value, power) / power);
            default:
                return new DoubleDouble(Value, (ExactNumber.Of(this) - ExactNumber.Of(Value)).ToDouble());
        }
    }

    internal decimal ToDecimal()
    {
        Int128 mantissa = DecimalMantissa(out int scale);
        bool isNegative = mantissa < 0;
        UInt128 magnitude = (UInt128)(isNegative ? -mantissa : mantissa);
        return new decimal(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), isNegative, (byte)scale);
    }
}
