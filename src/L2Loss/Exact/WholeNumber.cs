using System.Numerics;

namespace L2Loss;

/// <summary>A whole number of any size. One below 2^126 in magnitude, as most sums are, takes no memory of its own.</summary>
internal readonly struct WholeNumber : IComparable<WholeNumber>
{
    /// <summary>Numbers of so many bits are small: the sum of two of them has 127.</summary>
    private const int SmallBits = 126;

    private static readonly BigInteger Limit = BigInteger.One << SmallBits;
    private static readonly BigInteger LowerLimit = -Limit;

    // A small number, not as an Int128, which would round the size up to 16 bytes; or 0 and a large one, which is never 0.
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly BigInteger _large;

    private WholeNumber(Int128 small)
    {
        var bits = (UInt128)small;
        _low = (ulong)bits;
        _high = (ulong)(bits >> 64);
    }

    private WholeNumber(BigInteger large) => _large = large;

    /// <summary>True below 2^126 in magnitude.</summary>
    internal bool IsSmall => _large.IsZero;

    internal bool IsZero => (_low | _high) == 0 && IsSmall;

    /// <summary>-1, 0 or 1.</summary>
    internal int Sign => !IsSmall ? _large.Sign : (_low | _high) == 0 ? 0 : (long)_high < 0 ? -1 : 1;

    /// <summary>The magnitude.</summary>
    internal WholeNumber Abs => Sign < 0 ? -this : this;

    /// <summary>True for what a long holds.</summary>
    internal bool IsLong => (long)_high == (long)_low >> 63 && IsSmall;

    /// <summary>What a long holds.</summary>
    internal long Long => (long)_low;

    /// <summary>The magnitude of a small number.</summary>
    internal UInt128 SmallMagnitude => (UInt128)Int128.Abs(Small);

    /// <summary>A small number.</summary>
    internal Int128 Small => (Int128)new UInt128(_high, _low);

    public static implicit operator WholeNumber(long value) => new((Int128)value);

    public static implicit operator WholeNumber(Int128 value)
    {
        // Not Int128.Abs, which refuses the least of all.
        var magnitude = (UInt128)(value < 0 ? -value : value);
        return BitLength(magnitude) <= SmallBits ? new WholeNumber(value) : new WholeNumber((BigInteger)value);
    }

    public static implicit operator WholeNumber(UInt128 value) =>
        BitLength(value) <= SmallBits ? new WholeNumber((Int128)value) : new WholeNumber((BigInteger)value);

    public static implicit operator WholeNumber(BigInteger value) =>
        value < Limit && value > LowerLimit ? new WholeNumber((Int128)value) : new WholeNumber(value);

    public static WholeNumber operator +(in WholeNumber x, in WholeNumber y) =>
        x.IsSmall && y.IsSmall ? (WholeNumber)(x.Small + y.Small) : x.ToBigInteger() + y.ToBigInteger();

    public static WholeNumber operator -(in WholeNumber value) =>
        value.IsSmall ? new WholeNumber(-value.Small) : new WholeNumber(-value._large);

    public static WholeNumber operator *(in WholeNumber x, in WholeNumber y)
    {
        if (!x.IsSmall || !y.IsSmall)
        {
            return x.ToBigInteger() * y.ToBigInteger();
        }

        (UInt128 one, UInt128 other) = (x.SmallMagnitude, y.SmallMagnitude);
        if (BitLength(one) + BitLength(other) > SmallBits)
        {
            return x.ToBigInteger() * y.ToBigInteger();
        }

        var product = (Int128)(one * other);
        return new WholeNumber(x.Sign == y.Sign ? product : -product);
    }

    public static WholeNumber operator <<(in WholeNumber value, int shift) =>
        shift == 0 ? value
        : value.IsSmall && BitLength(value.SmallMagnitude) + shift <= SmallBits ? new WholeNumber(value.Small << shift)
        : value.ToBigInteger() << shift;

    internal BigInteger ToBigInteger() => IsSmall ? (BigInteger)Small : _large;

    /// <inheritdoc/>
    public int CompareTo(WholeNumber other) =>
        IsSmall && other.IsSmall ? Small.CompareTo(other.Small) : ToBigInteger().CompareTo(other.ToBigInteger());

    /// <summary>How many bits a number has.</summary>
    internal static int BitLength(UInt128 value)
    {
        ulong upper = (ulong)(value >> 64);
        return upper == 0
            ? 64 - BitOperations.LeadingZeroCount((ulong)value)
            : 128 - BitOperations.LeadingZeroCount(upper);
    }
}
