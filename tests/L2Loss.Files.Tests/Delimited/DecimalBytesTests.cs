using System.Text;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Delimited;

public sealed class DecimalBytesTests
{
    // Vectors reach before a number and behind it.
    private static readonly int[] Starts = [0, 1, 32, 64];

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
                NumberFault fault = new NumberReader().Read(text, out Number number);
                foreach (int start in Starts)
                {
                    if (TryRead(text, start, out long mantissa, out int scale))
                    {
                        Assert.Equal((NumberFault.None, mantissa, scale), (fault, number.Mantissa, number.Scale));
                        Assert.True(number.IsShort);
                        Interlocked.Increment(ref read);
                    }
                }

                byte[] bytes = [.. Encoding.ASCII.GetBytes(text), 0];
                if (DecimalBytes.TryReadScalar(ref bytes[0], 0, text.Length, out long digits, out int places))
                {
                    Assert.Equal((NumberFault.None, digits, places), (fault, number.Mantissa, number.Scale));
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
    [InlineData("0.1234567890123456", 1234567890123456, 16)]
    [InlineData("0.0123456789012345678", 123456789012345678, 19)]
    [InlineData("-12345678901.2345678", -123456789012345678, 7)]
    [InlineData("999999999999999999", 999999999999999999, 0)]
    [InlineData("999999999999999999.", 999999999999999999, 0)]
    [InlineData("-.999999999999999999", -999999999999999999, 18)]
    public void Usual_numbers_are_read(string text, long mantissa, int scale)
    {
        // Wherever it stands, and whatever stands beside it.
        foreach (int start in Starts.Where(start => start >= Starts[2]))
        {
            Assert.True(TryRead(text, start, out long actual, out int places));
            Assert.Equal((mantissa, scale), (actual, places));
        }

        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.True(DecimalBytes.TryReadScalar(ref bytes[0], 0, bytes.Length, out long digits, out int digitPlaces));
        Assert.Equal((mantissa, scale), (digits, digitPlaces));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1.234567890123456.8")]
    [InlineData("1,234567890123456789")]
    [InlineData("/234567890123456789")]
    [InlineData("1234567890123456:89")]
    [InlineData("0.00000000000000012345678")]
    [InlineData("1234567890123456789")]
    [InlineData("0.1234567890123456780")]
    [InlineData("00000000000000000000000000000001.0")]
    [InlineData("0.000000000000000000000000000000000001")]
    public void What_is_no_short_decimal_is_left_to_the_reader(string text)
    {
        foreach (int start in Starts)
        {
            Assert.False(TryRead(text, start, out _, out _));
        }

        byte[] bytes = [.. Encoding.ASCII.GetBytes(text), 0];
        Assert.False(DecimalBytes.TryReadScalar(ref bytes[0], 0, text.Length, out _, out _));
    }

    /// <summary>Reads a text from the midst of digits and points, which do not belong to it.</summary>
    private static bool TryRead(string text, int start, out long mantissa, out int scale)
    {
        byte[] bytes = new byte[start + text.Length + 64];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i % 3 == 0 ? '.' : '7');
        }

        Encoding.ASCII.GetBytes(text).CopyTo(bytes, start);
        return DecimalBytes.TryRead(ref bytes[0], start, start + text.Length, out mantissa, out scale);
    }
}
