using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <content>
/// The numbers that came with .NET 5 to 7: this build may run there, but cannot name them. Their text says all.
/// </content>
internal sealed partial class NumberReader
{
    private static NumberFault ReadHalfOrInt128(object value, out Number number)
    {
        number = default;
        Type type = value.GetType();
        if (type.Assembly != typeof(object).Assembly || value is not IFormattable formattable)
        {
            return NumberFault.NotNumeric;
        }

        switch (type.FullName)
        {
            case "System.Half":
                // Of seventeen digits the nearest double is the very number.
                string text = formattable.ToString("G17", CultureInfo.InvariantCulture);
                return ReadDouble(
                    DoubleText.TryRead(text.AsSpan(), out double x) ? x
                    : text == "NaN" ? double.NaN
                    : double.PositiveInfinity,
                    out number);
            case "System.Int128" or "System.UInt128":
                return ReadWhole(
                    BigInteger.Parse(formattable.ToString("D", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
                    out number);
            default:
                return NumberFault.NotNumeric;
        }
    }
}
