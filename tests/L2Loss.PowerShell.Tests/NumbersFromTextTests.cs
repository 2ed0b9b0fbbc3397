using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Numbers from text and from values of every type: never a silent coercion.</summary>
public sealed class NumbersFromTextTests : IClassFixture<SharedSession>
{
    private readonly Session _session;

    public NumbersFromTextTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("-1.5e-3", -0.0015)]
    [InlineData(" 7 ", 7.0)]
    [InlineData("+7", 7.0)]
    [InlineData("1E3", 1000.0)]
    [InlineData(".5", 0.5)]
    [InlineData("0", 0.0)]
    [InlineData("\t7\r\n", 7.0)]
    public void Text_is_a_number(string text, double expected)
    {
        Result result = Measure(text);

        Assert.Empty(result.Errors);
        Assert.Equal(expected, Assert.Single(result.Items).Number("Predicted"));
    }

    [Theory]
    [InlineData("de-DE", "1234,5", 1234.5)]
    [InlineData("de-DE", "1.234,5", 1234.5)]
    [InlineData("de-DE", "1,5", 1.5)]
    [InlineData("de-DE", "-1,5e-3", -0.0015)]
    [InlineData("de-DE", " 7 ", 7.0)]
    [InlineData("de-DE", "200.000 €", 200000.0)]
    [InlineData("en-US", "1234.5", 1234.5)]
    [InlineData("en-US", "1,234.5", 1234.5)]
    [InlineData("en-US", "$200,000", 200000.0)]
    [InlineData("en-US", "(5)", -5.0)]
    [InlineData("en-US", "-1.5e-3", -0.0015)]
    [InlineData("fr-FR", "1234,5", 1234.5)]
    public void Text_is_a_number_in_its_culture(string culture, string text, double expected)
    {
        Result result = Measure(text, "-Culture " + culture);

        Assert.Empty(result.Errors);
        Assert.Equal(expected, Assert.Single(result.Items).Number("Predicted"));
    }

    [Theory]
    [InlineData("1,5", "decimal comma? try -Culture de-DE")]
    [InlineData("1,234.5", "-Culture en-US")]
    [InlineData("$200,000", "-Culture en-US")]
    [InlineData("(5)", "-Culture en-US")]
    public void Text_of_a_culture_is_not_numeric_and_the_message_names_the_culture(string text, string cure)
    {
        Result result = Measure(text);

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Contains(cure, result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Items);
    }

    [Theory]
    [InlineData("1kb")]
    [InlineData("0x10")]
    [InlineData("1d")]
    [InlineData("1l")]
    [InlineData("true")]
    [InlineData("2024-01-01")]
    [InlineData("1e")]
    [InlineData("1 2")]
    [InlineData("--1")]
    [InlineData("1_000")]
    [InlineData("1.2.3")]
    [InlineData("50%")]
    [InlineData("\u0663")]
    [InlineData("abc")]
    public void Other_text_is_not_numeric(string text)
    {
        Result result = Measure(text);

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Equal(1L, result.Summary.Whole("NotNumeric"));
        Assert.Empty(result.Items);
    }

    [Theory]
    [InlineData("de-DE", "1kb")]
    [InlineData("de-DE", "0x10")]
    [InlineData("de-DE", "1d")]
    [InlineData("de-DE", "true")]
    [InlineData("de-DE", "2024-01-01")]
    [InlineData("de-DE", "1.5")]
    [InlineData("de-DE", "1,234.5")]
    [InlineData("en-US", "1kb")]
    [InlineData("en-US", "0x10")]
    [InlineData("en-US", "1d")]
    [InlineData("en-US", "true")]
    [InlineData("en-US", "2024-01-01")]
    [InlineData("en-US", "1,5")]
    [InlineData("en-US", "12,34.5")]
    public void Other_text_is_not_numeric_in_a_culture_either(string culture, string text)
    {
        Result result = Measure(text, "-Culture " + culture);

        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Empty(result.Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("NA")]
    [InlineData("na")]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData(" NA ")]
    public void Text_means_missing(string text)
    {
        foreach (string parameters in new[] { "", "-Culture de-DE", "-Culture en-US" })
        {
            Result result = Measure(text, parameters);

            Assert.Equal(["MissingValue"], result.ErrorIds);
            Assert.Equal(1L, result.Summary.Whole("Missing"));
        }
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void Text_is_not_finite(string text)
    {
        foreach (string parameters in new[] { "", "-Culture de-DE", "-Culture en-US" })
        {
            Result result = Measure(text, parameters);

            Assert.Equal(["NotFinite"], result.ErrorIds);
            Assert.Equal(1L, result.Summary.Whole("NotFinite"));
        }
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("[DBNull]::Value")]
    [InlineData("[double]::NaN")]
    [InlineData("[float]::NaN")]
    [InlineData("[Half]::NaN")]
    [InlineData("(& { })")]
    public void Value_is_missing(string expression) => AssertFault(expression, "MissingValue", "Missing");

    [Theory]
    [InlineData("[double]::PositiveInfinity")]
    [InlineData("[double]::NegativeInfinity")]
    [InlineData("[float]::PositiveInfinity")]
    [InlineData("[Half]::NegativeInfinity")]
    [InlineData("[bigint]::Pow(10, 400)")]
    public void Value_is_not_finite(string expression) => AssertFault(expression, "NotFinite", "NotFinite");

    [Theory]
    [InlineData("$true")]
    [InlineData("$false")]
    [InlineData("[datetime]'2024-01-01'")]
    [InlineData("[DateTimeOffset]'2024-01-01'")]
    [InlineData("[DateOnly]::FromDayNumber(1)")]
    [InlineData("[timespan]::FromSeconds(1)")]
    [InlineData("[DayOfWeek]::Monday")]
    [InlineData("[guid]::Empty")]
    [InlineData("@{ a = 1 }")]
    [InlineData("[pscustomobject]@{ a = 1 }")]
    [InlineData("@(1, 2)")]
    [InlineData("@(1)")]
    [InlineData("@()")]
    public void Value_is_not_numeric(string expression) => AssertFault(expression, "NotNumeric", "NotNumeric");

    [Theory]
    [InlineData("[byte]7")]
    [InlineData("[sbyte]7")]
    [InlineData("[int16]7")]
    [InlineData("[uint16]7")]
    [InlineData("[int]7")]
    [InlineData("[uint]7")]
    [InlineData("[long]7")]
    [InlineData("[ulong]7")]
    [InlineData("[IntPtr]7")]
    [InlineData("[Int128]7")]
    [InlineData("[UInt128]7")]
    [InlineData("[bigint]7")]
    [InlineData("[Half]7")]
    [InlineData("[float]7")]
    [InlineData("[double]7")]
    [InlineData("[decimal]7")]
    [InlineData("[psobject]7")]
    public void Number_of_every_built_in_type_is_read(string expression)
    {
        Result result = _session.Run($"@{{ Actual = 5; Predicted = {expression} }} | Measure-L2Loss");

        Assert.Empty(result.Errors);
        Assert.Equal(4.0, Assert.Single(result.Items).Number("L2Loss"));
    }

    [Theory]
    [InlineData("'0.3'", "'0.1'", 0.2, 0.04)]
    [InlineData("'10000000.3'", "'10000000.2'", 0.1, 0.01)]
    [InlineData("0.3d", "0.1d", 0.2, 0.04)]
    [InlineData("'0.3'", "0.1d", 0.2, 0.04)]
    [InlineData("1", "'0.9'", 0.1, 0.01)]
    public void Text_and_decimals_are_measured_as_decimals(
        string actual, string predicted, double difference, double loss)
    {
        Result result = _session.Run($"@{{ Actual = {actual}; Predicted = {predicted} }} | Measure-L2Loss");

        Assert.Equal(difference, result.Items[0].Number("Difference"));
        Assert.Equal(loss, result.Items[0].Number("L2Loss"));
    }

    [Fact]
    public void Doubles_are_measured_as_binary_numbers()
    {
        Result result = _session.Run("@{ Actual = 0.3; Predicted = 0.1 } | Measure-L2Loss");

        Assert.Equal(0.3 - 0.1, result.Items[0].Number("Difference"));
        Assert.Equal((0.3 - 0.1) * (0.3 - 0.1), result.Items[0].Number("L2Loss"));
    }

    [Fact]
    public void Text_in_an_array_is_measured_as_decimals()
    {
        Result result = _session.Run("Measure-L2Loss -Actual '0.3' -Predicted '0.1'");

        Assert.Equal(0.04, result.Items[0].Number("L2Loss"));
    }

    [Theory]
    [InlineData("-MissingToken x, -", "x")]
    [InlineData("-MissingToken x, -", "X")]
    [InlineData("-MissingToken x, -", "-")]
    [InlineData("-MissingToken x, -", "")]
    [InlineData("-MissingToken '-999'", "-999")]
    [InlineData("-MissingToken @()", "")]
    public void Missing_token_means_missing(string parameters, string text) =>
        Assert.Equal(["MissingValue"], Measure(text, parameters).ErrorIds);

    [Theory]
    [InlineData("-MissingToken x", "NA")]
    [InlineData("-MissingToken @()", "NA")]
    public void Missing_tokens_replace_the_default_ones(string parameters, string text) =>
        Assert.Equal(["NotNumeric"], Measure(text, parameters).ErrorIds);

    [Fact]
    public void Missing_token_works_for_arrays_too()
    {
        Result result = _session.Run("Measure-L2Loss -Actual '-', 1 -Predicted 1, 2 -MissingToken - -ErrorAction Ignore");

        Assert.Equal(1L, result.Summary.Whole("Missing"));
    }

    [Theory]
    [InlineData("-Culture de-DE")]
    [InlineData("-Culture ([cultureinfo]'de-DE')")]
    [InlineData("-Culture ([cultureinfo]::GetCultureInfo('de-DE'))")]
    public void Culture_binds_from_its_name_and_as_an_object(string parameters) =>
        Assert.Equal(1.5, Measure("1,5", parameters).Items[0].Number("Predicted"));

    [Fact]
    public void Unknown_culture_is_refused() =>
        Assert.Contains("'Culture'", Measure("1", "-Culture 'no culture'").Terminating!.Message, StringComparison.Ordinal);

    private Result Measure(string text, string parameters = "") =>
        _session.Run("$input | ForEach-Object { @{ Actual = 0; Predicted = $_ } } | Measure-L2Loss " + parameters, text);

    private void AssertFault(string expression, string id, string counter)
    {
        Result result = _session.Run($"@{{ Actual = 0; Predicted = {expression} }} | Measure-L2Loss");

        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal(1L, result.Summary.Whole(counter));
        Assert.Empty(result.Items);
    }
}
