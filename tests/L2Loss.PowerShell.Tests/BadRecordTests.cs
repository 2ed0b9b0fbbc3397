using System.Management.Automation;
using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>Bad records are left out, counted by reason and reported; the others still count.</summary>
public sealed class BadRecordTests : IClassFixture<SharedSession>
{
    // 150 bad records of three kinds, then one good.
    private const string ManyBad = """
        & {
            foreach ($i in 1..50) { 'x', 'NA', '1e400' | ForEach-Object { @{ Actual = 1; Predicted = $_ } } }
            @{ Actual = 1; Predicted = 3 }
        }
        """;

    private readonly Session _session;

    public BadRecordTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("''", "MissingValue", "Missing", "''")]
    [InlineData("'NA'", "MissingValue", "Missing", "'NA'")]
    [InlineData("$null", "MissingValue", "Missing", "null")]
    [InlineData("'1kb'", "NotNumeric", "NotNumeric", "'1kb'")]
    [InlineData("'1,5'", "NotNumeric", "NotNumeric", "'1,5'")]
    [InlineData("$true", "NotNumeric", "NotNumeric", "'True'")]
    [InlineData("'1e400'", "NotFinite", "NotFinite", "'1e400'")]
    [InlineData("[double]::PositiveInfinity", "NotFinite", "NotFinite", "Infinity")]
    public void Bad_record_is_one_error_that_tells_where_and_what(string value, string id, string counter, string text)
    {
        Result result = _session.Run($$"""
            @{ Actual = 1; Cost = 2 }, @{ Actual = 1; Cost = {{value}} }, @{ Actual = 1; Cost = 2 } |
                Measure-L2Loss -PredictedProperty Cost
            """);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Null(result.Terminating);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains("Record 2", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("property 'Cost'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal([1L, 3L], result.Items.Select(item => item.Whole("Index")));
        Assert.Equal((3L, 2L, 1L), (
            result.Summary.Whole("Read"), result.Summary.Whole("Count"), result.Summary.Whole(counter)));
    }

    [Fact]
    public void Bad_actual_value_names_the_actual_property()
    {
        Result result = _session.Run("@{ y = 'x'; Predicted = 1 } | Measure-L2Loss y");

        Assert.Contains("property 'y'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_carries_the_record_as_its_target()
    {
        Result result = _session.Run("[pscustomobject]@{ Actual = 1; Predicted = 'x'; Id = 42 } | Measure-L2Loss");

        Assert.Equal(42, ((PSObject)result.Errors[0].TargetObject).Get("Id"));
    }

    [Theory]
    [InlineData("''", "'x'", "MissingValue")]
    [InlineData("'x'", "''", "MissingValue")]
    [InlineData("'x'", "'1e400'", "NotNumeric")]
    [InlineData("'1e400'", "'x'", "NotNumeric")]
    [InlineData("'1e400'", "''", "MissingValue")]
    public void First_reason_that_applies_counts(string actual, string predicted, string id)
    {
        Result result = _session.Run($"@{{ Actual = {actual}; Predicted = {predicted} }} | Measure-L2Loss");

        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void Read_is_the_sum_of_count_and_the_records_left_out()
    {
        PSObject summary = _session.Run(ManyBad + " | Measure-L2Loss -SummaryOnly").Summary;

        Assert.Equal(
            (151L, 1L, 50L, 50L, 50L, 0L),
            (summary.Whole("Read"), summary.Whole("Count"), summary.Whole("Missing"), summary.Whole("NotNumeric"),
                summary.Whole("NotFinite"), summary.Whole("InvalidWeight")));
    }

    [Fact]
    public void From_the_101st_on_bad_records_are_only_counted()
    {
        Result result = _session.Run(ManyBad + " | Measure-L2Loss -SummaryOnly");

        Assert.Equal(100, result.Errors.Count);
    }

    [Fact]
    public void One_warning_gives_the_totals_beyond_100()
    {
        Result result = _session.Run(ManyBad + " | Measure-L2Loss -SummaryOnly");

        string warning = Assert.Single(result.Warnings);
        Assert.Contains("150 records", warning, StringComparison.Ordinal);
        Assert.Contains("50 missing", warning, StringComparison.Ordinal);
        Assert.Contains("50 not numeric", warning, StringComparison.Ordinal);
        Assert.Contains("50 not finite", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, 99, 0)]
    [InlineData(100, 100, 0)]
    [InlineData(101, 100, 1)]
    public void Exactly_100_bad_records_need_no_warning(int bad, int errors, int warnings)
    {
        Result result = _session.Run($$"""
            & {
                foreach ($i in 1..{{bad}}) { @{ Actual = 1; Predicted = 'x' } }
                @{ Actual = 1; Predicted = 3 }
            } | Measure-L2Loss
            """);

        Assert.Equal((errors, warnings), (result.Errors.Count, result.Warnings.Count));
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Bad_values_in_arrays_are_limited_too()
    {
        Result result = _session.Run("Measure-L2Loss -Actual (@('x') * 150 + 1) -Predicted (1..151) -SummaryOnly");

        Assert.Equal((100, 1), (result.Errors.Count, result.Warnings.Count));
        Assert.Equal(150L, result.Summary.Whole("NotNumeric"));
    }

    [Fact]
    public void SkipMissing_counts_without_errors()
    {
        Result result = _session.Run("""
            '', 'NA', $null, [double]::NaN, 3 | ForEach-Object { @{ Actual = 1; Predicted = $_ } } | Measure-L2Loss -SkipMissing
            """);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal((4L, 1L), (result.Summary.Whole("Missing"), result.Summary.Whole("Count")));
    }

    [Fact]
    public void SkipMissing_still_reports_the_other_reasons()
    {
        Result result = _session.Run("""
            '', 'x', '1e400', 3 | ForEach-Object { @{ Actual = 1; Predicted = $_ } } | Measure-L2Loss -SkipMissing
            """);

        Assert.Equal(["NotNumeric", "NotFinite"], result.ErrorIds);
    }

    [Fact]
    public void SkipMissing_does_not_use_up_the_100_errors()
    {
        Result result = _session.Run("""
            & { foreach ($i in 1..200) { @{ Actual = 1; Predicted = '' } }; @{ Actual = 1; Predicted = 'x' } } |
                Measure-L2Loss -SkipMissing -SummaryOnly
            """);

        Assert.Equal(["NotNumeric"], result.ErrorIds);
    }

    [Fact]
    public void Error_of_a_missing_value_names_SkipMissing()
    {
        Result result = _session.Run("@{ Actual = 1; Predicted = '' } | Measure-L2Loss");

        Assert.Contains("-SkipMissing", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ErrorAction Stop", "Continue")]
    [InlineData("", "Stop")]
    public void Stop_ends_at_the_first_bad_record(string parameters, string preference)
    {
        Result result = _session.Run($$"""
            & {
                $ErrorActionPreference = '{{preference}}'
                $script:seen = 0
                1, 'x', 'y', 4 | ForEach-Object { $script:seen++; @{ Actual = 1; Predicted = $_ } } |
                    Measure-L2Loss {{parameters}}
            }
            """);

        Assert.Equal("NotNumeric", result.TerminatingId);
        Assert.Contains("Record 2", result.Terminating!.Message, StringComparison.Ordinal);
        Assert.Single(result.Items);
        Assert.Empty(result.Summaries);
        Assert.Equal(2, Assert.Single(_session.Run("$script:seen").Output).BaseObject);
    }

    [Theory]
    [InlineData("SilentlyContinue")]
    [InlineData("Ignore")]
    public void Silenced_errors_still_count(string action)
    {
        Result result = _session.Run(
            $"@{{ Actual = 1; Predicted = 'x' }}, @{{ Actual = 1; Predicted = 1 }} | Measure-L2Loss -ErrorAction {action}");

        Assert.Empty(result.Errors);
        Assert.Equal(1L, result.Summary.Whole("NotNumeric"));
    }

    [Fact]
    public void Errors_go_to_the_error_variable()
    {
        Result result = _session.Run("""
            $null = @{ Actual = 1; Predicted = 'x' } | Measure-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems.Count
            """);

        Assert.Equal(1, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Long_text_is_cut_in_the_message()
    {
        Result result = _session.Run("@{ Actual = 1; Predicted = 'x' * 10000 } | Measure-L2Loss");

        Assert.InRange(result.Errors[0].Exception.Message.Length, 1, 300);
    }

    [Fact]
    public void Control_characters_do_not_reach_the_message()
    {
        Result result = _session.Run("@{ Actual = 1; Predicted = \"a`nb$([char]27)[2J\" } | Measure-L2Loss");

        Assert.DoesNotContain(result.Errors[0].Exception.Message, char.IsControl);
    }

    [Fact]
    public void Value_whose_ToString_throws_is_a_bad_record_like_any_other()
    {
        Result result = _session.Run("$input | Measure-L2Loss", new Row(1, new Mute()), new Row(1, 3));

        Assert.Null(result.Terminating);
        Assert.Equal(["NotNumeric"], result.ErrorIds);
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Property_absent_from_a_later_record_is_missing()
    {
        Result result = _session.Run("""
            [pscustomobject]@{ Actual = 1; Predicted = 2 }, [pscustomobject]@{ Actual = 1 },
            [pscustomobject]@{ Predicted = 1 }, @{ Actual = 1 } | Measure-L2Loss
            """);

        Assert.Equal(["MissingValue", "MissingValue", "MissingValue"], result.ErrorIds);
        Assert.Contains("Record 3: property 'Actual'", result.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(3L, result.Summary.Whole("Missing"));
    }

    public sealed record Row(object Actual, object Predicted);

    public sealed class Mute
    {
        public override string ToString() => throw new InvalidOperationException("mute");
    }
}
