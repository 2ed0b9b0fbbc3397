using System.Numerics;

namespace System;

/// <summary>A whole number of 128 bits without a sign, as in .NET 7 and later: what the sums need of it.</summary>
internal readonly struct UInt128(ulong upper, ulong lower)
{
    private readonly ulong _lower = lower;
    private readonly ulong _upper = upper;

    internal ulong Lower => _lower;

    internal ulong Upper => _upper;

    public static implicit operator UInt128(ulong value) => new(0, value);

    public static implicit operator UInt128(uint value) => new(0, value);

    public static explicit operator UInt128(long value) => new((ulong)(value >> 63), (ulong)value);

    public static explicit operator UInt128(int value) => (UInt128)(long)value;

    public static explicit operator ulong(UInt128 value) => value._lower;

    public static explicit operator uint(UInt128 value) => (uint)value._lower;

    public static implicit operator BigInteger(UInt128 value) => ((BigInteger)value._upper << 64) + value._lower;

    public static UInt128 operator +(UInt128 x, UInt128 y)
    {
        ulong lower = x._lower + y._lower;
        return new UInt128(x._upper + y._upper + (lower < y._lower ? 1UL : 0UL), lower);
    }

    public static UInt128 operator -(UInt128 x, UInt128 y) =>
        new(x._upper - y._upper - (x._lower < y._lower ? 1UL : 0UL), x._lower - y._lower);

    public static UInt128 operator *(UInt128 x, UInt128 y)
    {
        ulong upper = Math.BigMul(x._lower, y._lower, out ulong lower);
        return new UInt128(upper + (x._upper * y._lower) + (x._lower * y._upper), lower);
    }

    public static UInt128 operator <<(UInt128 value, int shift) => (shift & 127) switch
    {
        0 => value,
        >= 64 and var far => new UInt128(value._lower << (far - 64), 0),
        var near => new UInt128((value._upper << near) | (value._lower >> (64 - near)), value._lower << near),
    };

    public static UInt128 operator >>(UInt128 value, int shift) => (shift & 127) switch
    {
        0 => value,
        >= 64 and var far => new UInt128(0, value._upper >> (far - 64)),
        var near => new UInt128(value._upper >> near, (value._lower >> near) | (value._upper << (64 - near))),
    };

    public static bool operator ==(UInt128 x, UInt128 y) => x._upper == y._upper && x._lower == y._lower;

    public static bool operator !=(UInt128 x, UInt128 y) => !(x == y);

    public static bool operator <(UInt128 x, UInt128 y) =>
        x._upper != y._upper ? x._upper < y._upper : x._lower < y._lower;

    public static bool operator >(UInt128 x, UInt128 y) => y < x;

    public static bool operator <=(UInt128 x, UInt128 y) => !(y < x);

    public static bool operator >=(UInt128 x, UInt128 y) => !(x < y);

    public override bool Equals(object? obj) => obj is UInt128 other && this == other;

    public override int GetHashCode() => _upper.GetHashCode() ^ _lower.GetHashCode();
}
