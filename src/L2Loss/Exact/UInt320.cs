using System.Numerics;
using System.Runtime.CompilerServices;

namespace L2Loss;

/// <summary>
/// A running sum of whole numbers in 320 bits, without allocation: room for the fourth powers of 2^63 longs.
/// </summary>
internal struct UInt320
{
    // Not UInt128, which would round the size up to 48 bytes.
    private ulong _word0;
    private ulong _word1;
    private ulong _word2;
    private ulong _word3;
    private ulong _word4;

    /// <summary>high * 2^128 + middle * 2^64 + low</summary>
    internal UInt320(ulong high, ulong middle, ulong low) => (_word2, _word1, _word0) = (high, middle, low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(UInt128 value)
    {
        ulong carry = AddWord(ref _word0, (ulong)value, 0);
        carry = AddWord(ref _word1, (ulong)(value >> 64), carry);
        if (carry != 0)
        {
            Add(0, 0, carry, 0, 0);
        }
    }

    /// <summary>Adds value * 2^shift, with a shift from 1 to 63 or from 65 to 127.</summary>
    internal void AddShifted(UInt128 value, int shift)
    {
        ulong low = (ulong)value << shift;
        ulong middle = (ulong)(value >> (64 - (shift & 63)));
        ulong high = (ulong)(value >> 64) >> (64 - (shift & 63));
        if (shift < 64)
        {
            Add(low, middle, high, 0, 0);
        }
        else
        {
            Add(0, low, middle, high, 0);
        }
    }

    /// <summary>Adds the square of a value below 2^127.</summary>
    internal void AddSquare(UInt128 value)
    {
        ulong low = (ulong)value;
        ulong high = (ulong)(value >> 64);
        UInt128 square = Product(low, low);
        if (high == 0)
        {
            Add(square);
            return;
        }

        UInt128 middle = (Product(high, low) << 1) + (square >> 64);
        UInt128 top = Product(high, high) + (middle >> 64);
        Add((ulong)square, (ulong)middle, (ulong)top, (ulong)(top >> 64), 0);
    }

    internal void Add(in UInt320 other) =>
        Add(other._word0, other._word1, other._word2, other._word3, other._word4);

    /// <summary>True while two such sums and the fourth powers of 2^63 longs fit together.</summary>
    internal readonly bool HasRoom => _word4 < 1UL << 56;

    /// <summary>Multiplies the sum; false where it has no room then, and no value.</summary>
    internal bool TryMultiply(ulong factor)
    {
        ulong carry = 0;
        MultiplyWord(ref _word0, factor, ref carry);
        MultiplyWord(ref _word1, factor, ref carry);
        MultiplyWord(ref _word2, factor, ref carry);
        MultiplyWord(ref _word3, factor, ref carry);
        MultiplyWord(ref _word4, factor, ref carry);
        return carry == 0 && HasRoom;
    }

    internal readonly WholeNumber ToWholeNumber()
    {
        var low = new UInt128(_word1, _word0);
        return (_word2 | _word3 | _word4) == 0
            ? (WholeNumber)low
            : ((BigInteger)_word4 << 256) + ((BigInteger)new UInt128(_word3, _word2) << 128) + (BigInteger)low;
    }

    /// <summary>The product in one instruction; the operator of UInt128 takes three.</summary>
    internal static UInt128 Product(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return new UInt128(high, low);
    }

    private void Add(ulong word0, ulong word1, ulong word2, ulong word3, ulong word4)
    {
        ulong carry = AddWord(ref _word0, word0, 0);
        carry = AddWord(ref _word1, word1, carry);
        carry = AddWord(ref _word2, word2, carry);
        carry = AddWord(ref _word3, word3, carry);
        _word4 += word4 + carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWord(ref ulong sum, ulong word, ulong carry)
    {
        ulong first = sum + word;
        sum = first + carry;
        return (first < word ? 1UL : 0UL) + (sum < carry ? 1UL : 0UL);
    }

    private static void MultiplyWord(ref ulong word, ulong factor, ref ulong carry)
    {
        ulong high = Math.BigMul(word, factor, out word);
        word += carry;
        carry = high + (word < carry ? 1UL : 0UL);
    }
}
