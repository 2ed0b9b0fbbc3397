using System.Numerics;

namespace L2Loss;

/// <summary>A running sum of whole numbers in 256 bits, without allocation.</summary>
internal struct UInt256
{
    private UInt128 _low;
    private UInt128 _high;

    internal void Add(UInt128 value)
    {
        UInt128 sum = _low + value;
        if (sum < value)
        {
            _high++;
        }

        _low = sum;
    }

    /// <summary>Adds the square of a value below 2^96.</summary>
    internal void AddSquare(UInt128 value)
    {
        ulong low = (ulong)value;
        ulong high = (ulong)(value >> 64);
        UInt128 cross = (UInt128)low * high << 1;
        Add((UInt128)low * low);
        Add(cross << 64);
        _high += (cross >> 64) + ((UInt128)high * high);
    }

    internal readonly BigInteger ToBigInteger() => ((BigInteger)_high << 128) + (BigInteger)_low;
}
