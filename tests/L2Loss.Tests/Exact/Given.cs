using System.Globalization;
using Xunit;

namespace L2Loss.Tests.Exact;

/// <summary>A number as it is given to the code under test, and what it exactly is.</summary>
internal sealed record Given(string Shown, Number Number, Rational Exact)
{
    private static readonly NumberReader Reader = new();

    public static Given OfText(string text)
    {
        Assert.Equal(NumberFault.None, Reader.Read(text.AsSpan(), out Number number));
        return new Given($"'{text}'", number, Rational.Of(text));
    }

    public static Given OfDouble(double value) =>
        new(value.ToString("R", CultureInfo.InvariantCulture) + "d", Number.Binary(value), Rational.Of(value));

    public static Given OfDecimal(decimal value) =>
        new(value.ToString(CultureInfo.InvariantCulture) + "m", Number.FromDecimal(value), Rational.Of(value));

    public override string ToString() => Shown;
}
