using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Delimited;

public sealed class ShortDecimalTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String["0123456789.-"].Where(text => text.Length > 0),
        Gen.String["0123456789"],
        Gen.Select(Gen.String["0123456789"], Gen.String["0123456789"]).Select((a, b) => "-" + a + "." + b),
        Gen.Double.Unit.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void What_it_reads_the_reader_reads_the_same()
    {
        int read = 0;
        Texts.Sample(
            text =>
            {
                byte[] bytes = [.. Encoding.ASCII.GetBytes(text), .. new byte[64]];
                NumberFault fault = new NumberReader().Read(text, out Number number);
                if (ShortDecimal.TryRead(ref bytes[0], text.Length, out long mantissa, out int scale))
                {
                    Assert.Equal((NumberFault.None, mantissa, scale), (fault, number.Mantissa, number.Scale));
                    Assert.True(number.IsShort);
                    Interlocked.Increment(ref read);
                }

                string digits = text.TrimStart('-');
                bool isNegative = text.Length == digits.Length + 1;
                if (text.Length - digits.Length <= 1
                    && ShortDecimal.TryReadScalar(Encoding.ASCII.GetBytes(digits), isNegative, out mantissa, out scale))
                {
                    Assert.Equal((NumberFault.None, mantissa, scale), (fault, number.Mantissa, number.Scale));
                }
            },
            iter: 30_000);
        Assert.True(read > 5_000, $"only {read} numbers were read");
    }

    [Theory]
    [InlineData("1", 1, 0)]
    [InlineData("-12.50", -1250, 2)]
    [InlineData(".5", 5, 1)]
    [InlineData("5.", 5, 0)]
    [InlineData("1234567890123456", 1234567890123456, 0)]
    [InlineData("-0.12345678901234567", -12345678901234567, 17)]
    [InlineData("999999999999999999", 999999999999999999, 0)]
    public void Usual_numbers_are_read(string text, long mantissa, int scale)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(text), .. new byte[64]];
        Assert.True(ShortDecimal.TryRead(ref bytes[0], text.Length, out long actual, out int places));
        Assert.Equal((mantissa, scale), (actual, places));
    }
}
