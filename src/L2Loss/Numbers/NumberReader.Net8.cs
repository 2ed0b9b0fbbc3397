using System.Numerics;

namespace L2Loss;

/// <content>The numbers that came with .NET 5 to 7.</content>
internal sealed partial class NumberReader
{
    private static NumberFault ReadHalfOrInt128(object value, out Number number)
    {
        number = default;
        return value switch
        {
            Half x => ReadDouble((double)x, out number),
            Int128 x => ReadWhole((BigInteger)x, out number),
            UInt128 x => ReadWhole((BigInteger)x, out number),
            _ => NumberFault.NotNumeric,
        };
    }
}
