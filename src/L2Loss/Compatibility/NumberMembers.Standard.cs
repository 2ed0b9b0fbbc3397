using System.Numerics;

namespace System;

/// <summary>Members of numbers that .NET Standard 2.0 lacks, under the names that .NET has for them.</summary>
internal static class NumberMembers
{
    extension(Math)
    {
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
