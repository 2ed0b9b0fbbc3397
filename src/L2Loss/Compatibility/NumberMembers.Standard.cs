using System.Numerics;

namespace System;

/// <summary>Members of numbers that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class NumberMembers
{
    extension(Math)
    {
        internal static double Clamp(double value, double least, double most) => Math.Max(least, Math.Min(value, most));

        /// <summary>x * 2^n, rounded once.</summary>
        internal static double ScaleB(double x, int n)
        {
            // Three steps reach every double from every other one. On the way down 53 bits are kept from underflow, so
            // that only the last step rounds.
            for (int step = 0; step < 2; step++)
            {
                int part = n > 1023 ? 1023 : n < -1022 ? -1022 + 53 : 0;
                x *= TwoTo(part);
                n -= part;
            }

            return x * TwoTo(Math.Max(-1022, Math.Min(n, 1023)));
        }

        /// <summary>The upper half of a product; the lower one is given.</summary>
        internal static ulong BigMul(ulong x, ulong y, out ulong low)
        {
            ulong xLow = (uint)x;
            ulong yLow = (uint)y;
            ulong lowest = xLow * yLow;
            ulong middle = ((x >> 32) * yLow) + (lowest >> 32);
            ulong other = (xLow * (y >> 32)) + (uint)middle;
            low = (other << 32) | (uint)lowest;
            return ((x >> 32) * (y >> 32)) + (middle >> 32) + (other >> 32);
        }

        /// <summary>The upper half of a product; the lower one is given.</summary>
        internal static long BigMul(long x, long y, out long low)
        {
            ulong high = Math.BigMul((ulong)x, (ulong)y, out ulong unsignedLow);
            low = (long)unsignedLow;
            return (long)high - ((x >> 63) & y) - ((y >> 63) & x);
        }

        private static double TwoTo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);
    }

    extension(double)
    {
        internal static bool IsFinite(double value) =>
            (BitConverter.DoubleToInt64Bits(value) & 0x7FF0_0000_0000_0000) != 0x7FF0_0000_0000_0000;

        internal static bool IsNormal(double value) =>
            double.IsFinite(value) && (BitConverter.DoubleToInt64Bits(value) & 0x7FF0_0000_0000_0000) != 0;
    }

    extension(decimal)
    {
        internal static void GetBits(decimal value, Span<int> bits) => decimal.GetBits(value).CopyTo(bits);
    }

    /// <summary>The fewest bits of a value: without the sign, and of a negative one in two's complement.</summary>
    internal static long GetBitLength(this BigInteger value)
    {
        byte[] bytes = (value.Sign < 0 ? -(value + BigInteger.One) : value).ToByteArray();
        int length = bytes.Length;
        while (length > 0 && bytes[length - 1] == 0)
        {
            length--;
        }

        int bits = length == 0 ? 0 : 8 * (length - 1);
        for (int top = length == 0 ? 0 : bytes[length - 1]; top != 0; top >>= 1)
        {
            bits++;
        }

        return bits;
    }
}
