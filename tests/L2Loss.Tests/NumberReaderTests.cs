using System.Globalization;
using System.Numerics;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class NumberReaderTests
{
    private static readonly NumberReader Reader = new();

    public static TheoryData<object, string> WholeNumbers => new()
    {
        { sbyte.MinValue, "-128" },
        { byte.MaxValue, "255" },
        { short.MinValue, "-32768" },
        { ushort.MaxValue, "65535" },
        { int.MinValue, "-2147483648" },
        { uint.MaxValue, "4294967295" },
        { long.MinValue, "-9223372036854775808" },
        { long.MaxValue, "9223372036854775807" },
        { ulong.MaxValue, "18446744073709551615" },
        { (nint)(-5), "-5" },
        { (nuint)5, "5" },
        { (Int128)long.MinValue * 10, "-92233720368547758080" },
        { (UInt128)ulong.MaxValue * 10, "184467440737095516150" },
        { BigInteger.Parse("-79228162514264337593543950335", CultureInfo.InvariantCulture), "-79228162514264337593543950335" },
        { 1.10m, "1.1" },
        { decimal.MaxValue, "79228162514264337593543950335" },
        { decimal.MinValue, "-79228162514264337593543950335" },
    };

    public static TheoryData<object> LargeWholeNumbers =>
    [
        Int128.MaxValue,
        Int128.MinValue,
        UInt128.MaxValue,
        BigInteger.Parse("79228162514264337593543950336", CultureInfo.InvariantCulture),
        BigInteger.Pow(10, 308),
        -BigInteger.Pow(7, 300),
    ];

    public static TheoryData<object> OtherTypes =>
    [
        true,
        false,
        '5',
        new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new DateOnly(2024, 1, 1),
        new TimeSpan(1),
        Guid.Empty,
        DayOfWeek.Monday,
        ConsoleModifiers.Alt,
        new Complex(1, 0),
        new object(),
        new[] { 1 },
        new Version(1, 2),
    ];

    [Theory]
    [MemberData(nameof(WholeNumbers), DisableDiscoveryEnumeration = true)]
    public void A_built_in_number_is_an_exact_decimal(object value, string digits)
    {
        Assert.Equal(NumberFault.None, Reader.Read(value, out Number number));
        Assert.Equal(Number.FromDecimal(decimal.Parse(digits, CultureInfo.InvariantCulture)), number);
    }

    [Theory]
    [MemberData(nameof(LargeWholeNumbers), DisableDiscoveryEnumeration = true)]
    public void A_whole_number_beyond_decimal_is_the_nearest_double(object value)
    {
        Assert.Equal(NumberFault.None, Reader.Read(value, out Number number));
        string digits = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        Assert.Equal((false, Rational.Of(digits).Nearest()), (number.IsDecimal, number.Value));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.0)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    public void A_double_is_binary_and_unchanged(double value)
    {
        Assert.Equal(NumberFault.None, Reader.Read(value, out Number number));
        Assert.Equal((false, value), (number.IsDecimal, number.Value));
    }

    [Fact]
    public void A_float_is_binary_and_widened_without_a_change()
    {
        Assert.Equal(NumberFault.None, Reader.Read(0.1f, out Number number));
        Assert.Equal((false, 0.10000000149011612), (number.IsDecimal, number.Value));
    }

    [Fact]
    public void A_half_is_binary_and_widened_without_a_change()
    {
        Assert.Equal(NumberFault.None, Reader.Read((Half)0.1f, out Number number));
        Assert.Equal((false, 0.0999755859375), (number.IsDecimal, number.Value));
    }

    [Theory]
    [MemberData(nameof(OtherTypes), DisableDiscoveryEnumeration = true)]
    public void A_value_of_another_type_is_not_numeric(object value) =>
        Assert.Equal(NumberFault.NotNumeric, Reader.Read(value, out _));

    [Fact]
    public void Null_is_missing() => Assert.Equal(NumberFault.Missing, Reader.Read((object?)null, out _));

    [Fact]
    public void DBNull_is_missing() => Assert.Equal(NumberFault.Missing, Reader.Read(DBNull.Value, out _));

    [Fact]
    public void A_floating_point_NaN_is_missing()
    {
        object[] values = [double.NaN, float.NaN, Half.NaN];
        Assert.All(values, value => Assert.Equal(NumberFault.Missing, Reader.Read(value, out _)));
    }

    [Fact]
    public void A_floating_point_infinity_is_not_finite()
    {
        object[] values =
        [
            double.PositiveInfinity, double.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity,
            Half.PositiveInfinity, Half.NegativeInfinity,
        ];
        Assert.All(values, value => Assert.Equal(NumberFault.NotFinite, Reader.Read(value, out _)));
    }

    [Fact]
    public void A_whole_number_beyond_double_is_not_finite()
    {
        object[] values = [BigInteger.Pow(10, 400), -BigInteger.Pow(10, 400), BigInteger.Pow(2, 1024)];
        Assert.All(values, value => Assert.Equal(NumberFault.NotFinite, Reader.Read(value, out _)));
    }

    [Fact]
    public void Text_as_an_object_is_read_as_text()
    {
        Assert.Equal(NumberFault.None, Reader.Read((object)"0.1", out Number number));
        Assert.Equal(Number.FromDecimal(0.1m), number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\r\n")]
    [InlineData("\u00A0\u2003\u3000")]
    public void Blank_text_is_missing(string text) => Assert.Equal(NumberFault.Missing, Reader.Read(text, out _));

    [Theory]
    [InlineData("NA")]
    [InlineData("na")]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("  Na  ")]
    public void The_usual_words_for_missing_are_missing_in_any_case(string text) =>
        Assert.Equal(NumberFault.Missing, Reader.Read(text, out _));

    [Theory]
    [InlineData("NAN1")]
    [InlineData("N A")]
    [InlineData("none")]
    [InlineData("-")]
    [InlineData("?")]
    [InlineData("nullx")]
    public void Other_words_are_not_missing(string text) =>
        Assert.Equal(NumberFault.NotNumeric, Reader.Read(text, out _));

    [Theory]
    [InlineData("-999")]
    [InlineData(" -999 ")]
    [InlineData("-999.0")]
    [InlineData("-9.99e2")]
    [InlineData("\u00A0-999\t")]
    [InlineData("x")]
    [InlineData("X")]
    [InlineData(".")]
    [InlineData("1e400")]
    public void Words_for_missing_can_be_replaced_even_by_numbers(string text) =>
        Assert.Equal(NumberFault.Missing, ReadWith(["-999", " X ", ".", "1E400"], text).Fault);

    [Fact]
    public void Replaced_words_for_missing_no_longer_are() =>
        Assert.Equal(NumberFault.NotNumeric, ReadWith(["-999"], "NA").Fault);

    [Theory]
    [InlineData("999", 999)]
    [InlineData("-999.5", -999.5)]
    [InlineData("-9990", -9990)]
    public void Numbers_beside_a_missing_number_have_their_value(string text, double expected) =>
        Assert.Equal((NumberFault.None, expected), ReadWith(["-999"], text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Blank_text_is_missing_whatever_the_words(string text)
    {
        Assert.Equal(NumberFault.Missing, ReadWith([], text).Fault);
        Assert.Equal(NumberFault.Missing, ReadWith(["-999"], text).Fault);
    }

    [Fact]
    public void Words_for_missing_hold_in_a_culture_too()
    {
        var reader = new NumberReader(CultureInfo.GetCultureInfo("de-DE"), ["-1,5", "fehlt"]);
        Assert.Equal(NumberFault.Missing, reader.Read("-1,5", out _));
        Assert.Equal(NumberFault.Missing, reader.Read("FEHLT", out _));
    }

    [Fact]
    public void Ten_thousand_words_are_told_from_other_text_as_a_set_tells_them()
    {
        // One by one they would take minutes.
        string[] words = [.. Enumerable.Range(0, 10_000).Select(i => i % 2 == 0 ? $"w{i * 7}" : $"{i * 7}.50")];
        var set = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        var reader = new NumberReader(CultureInfo.InvariantCulture, words);
        int missing = 0;
        for (int i = 0; i < 100_000; i++)
        {
            string word = $"W{i}";
            string number = $"{i}.50";
            NumberFault fault = reader.Read(word, out _);
            Assert.Equal(set.Contains(word) ? NumberFault.Missing : NumberFault.NotNumeric, fault);
            missing += fault == NumberFault.Missing ? 1 : 0;

            // Also by its value.
            fault = reader.Read(i % 3 == 0 ? $"{i}.5" : number, out _);
            Assert.Equal(set.Contains(number) ? NumberFault.Missing : NumberFault.None, fault);
            missing += fault == NumberFault.Missing ? 1 : 0;
        }

        Assert.Equal(words.Length, missing);
    }

    [Fact]
    public void A_reader_without_culture_or_words_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new NumberReader(null!, []));
        Assert.Throws<ArgumentNullException>(() => new NumberReader(CultureInfo.InvariantCulture, null!));
    }

    private static (NumberFault Fault, double Value) ReadWith(string[] tokens, string text)
    {
        NumberFault fault = new NumberReader(CultureInfo.InvariantCulture, tokens).Read(text, out Number number);
        return (fault, number.Value);
    }
}
