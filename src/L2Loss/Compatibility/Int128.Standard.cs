using System.Numerics;

namespace System;

/// <summary>A whole number of 128 bits, as in .NET 7 and later: what the sums need of it.</summary>
internal readonly struct Int128
{
    // In two's complement.
    private readonly UInt128 _bits;

    private Int128(UInt128 bits) => _bits = bits;

    private bool IsNegative => (long)_bits.Upper < 0;

    public static implicit operator Int128(long value) => new((UInt128)value);

    public static implicit operator Int128(int value) => new((UInt128)value);

    public static implicit operator Int128(uint value) => new(value);

    public static implicit operator Int128(ulong value) => new(value);

    public static explicit operator Int128(UInt128 value) => new(value);

    public static explicit operator UInt128(Int128 value) => value._bits;

    public static explicit operator long(Int128 value) => (long)value._bits.Lower;

    public static explicit operator Int128(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        var bits = new Int128(new UInt128((ulong)(magnitude >> 64), (ulong)(magnitude & ulong.MaxValue)));
        return value.Sign < 0 ? -bits : bits;
    }

    public static implicit operator BigInteger(Int128 value) =>
        ((BigInteger)(long)value._bits.Upper << 64) + value._bits.Lower;

    public static Int128 operator +(Int128 x, Int128 y) => new(x._bits + y._bits);

    public static Int128 operator -(Int128 value) => new(0UL - value._bits);

    public static Int128 operator *(Int128 x, Int128 y) => new(x._bits * y._bits);

    public static Int128 operator <<(Int128 value, int shift) => new(value._bits << shift);

    public static bool operator <(Int128 x, Int128 y) =>
        x.IsNegative != y.IsNegative ? x.IsNegative : x._bits < y._bits;

    public static bool operator >(Int128 x, Int128 y) => y < x;

    public static Int128 Abs(Int128 value) => value.IsNegative ? -value : value;

    public int CompareTo(Int128 other) => this < other ? -1 : this > other ? 1 : 0;
}
