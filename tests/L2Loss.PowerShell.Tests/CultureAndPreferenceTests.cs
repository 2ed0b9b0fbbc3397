using Xunit;

namespace L2Loss.PowerShell.Tests;

/// <summary>The session's culture, strict mode and preferences do not change the numbers.</summary>
public sealed class CultureAndPreferenceTests : IClassFixture<SharedSession>
{
    // Numbers in text and not, good and bad; every output and every message as one line of text.
    private const string Everything = """
        $records = '1.5', 2.5, 3.25d, '1,5', '1.234,5', 'NA', '1e400', $true, 1e-7, '-12345.678' |
            ForEach-Object { [pscustomobject]@{ Actual = '0.1'; Predicted = $_ } }
        $records | Measure-L2Loss -ErrorVariable problems -ErrorAction SilentlyContinue | ForEach-Object {
            foreach ($property in $_.PSObject.Properties) {
                $value = $property.Value
                $text = if ($value -is [double]) { $value.ToString('R', [cultureinfo]::InvariantCulture) } else { "$value" }
                "$($property.Name)=$text"
            }
        }
        $problems | ForEach-Object { $_.Exception.Message }
        """;

    private readonly Session _session;

    public CultureAndPreferenceTests(SharedSession shared) => _session = shared.Session;

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fr-FR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void Culture_of_the_session_changes_nothing(string culture)
    {
        Result expected = InCulture("", Everything);
        Result result = InCulture(culture, Everything);

        Assert.Null(result.Terminating);
        Assert.Equal(Lines(expected), Lines(result));
    }

    [Fact]
    public void Property_names_match_in_any_case_in_Turkish()
    {
        Result result = InCulture("tr-TR", "@{ PREDICTED = 3; ACTUAL = 1 } | Measure-L2Loss actual predicted");

        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Missing_words_match_in_any_case_in_Turkish()
    {
        Result result = InCulture("tr-TR", "@{ Actual = 1; Predicted = 'missing' } | Measure-L2Loss -MissingToken MISSING");

        Assert.Equal(["MissingValue"], result.ErrorIds);
    }

    [Theory]
    [InlineData("@{ Actual = 1; Predicted = 3 } | Measure-L2Loss")]
    [InlineData("[pscustomobject]@{ Actual = 1; Predicted = 3 } | Measure-L2Loss -PassThru")]
    [InlineData("@{ Actual = 1; Predicted = 3 }, @{ Actual = 1 } | Measure-L2Loss -SkipMissing")]
    [InlineData("$null, @{ Actual = 1; Predicted = 3 } | Measure-L2Loss -SkipMissing")]
    [InlineData("Measure-L2Loss -Actual 1 -Predicted 3 -SummaryVariable total; $total")]
    [InlineData("@{ y = 1; x = 3 } | Measure-L2Loss { $_.y } { $_.x }")]
    public void Strict_mode_changes_nothing(string script)
    {
        Result result = _session.Run($"& {{ Set-StrictMode -Version Latest; {script} }}");

        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Preference_Stop_lets_good_data_through()
    {
        Result result = _session.Run("& { $ErrorActionPreference = 'Stop'; Measure-L2Loss -Actual 1 -Predicted 3 }");

        Assert.Null(result.Terminating);
        Assert.Equal(4.0, result.Summary.Number("Mse"));
    }

    [Fact]
    public void Warning_preference_Stop_turns_the_warning_of_no_records_into_an_error()
    {
        Result result = _session.Run("& { $WarningPreference = 'Stop'; @() | Measure-L2Loss }");

        Assert.NotNull(result.Terminating);
    }

    [Theory]
    [InlineData("-WarningAction Ignore")]
    [InlineData("-WarningAction SilentlyContinue")]
    public void Warnings_can_be_silenced(string parameters) =>
        Assert.Empty(_session.Run("@() | Measure-L2Loss " + parameters).Warnings);

    [Fact]
    public void Out_variable_gets_the_items_and_the_summary()
    {
        Result result = _session.Run("& { $null = Measure-L2Loss -Actual 1, 2 -Predicted 3, 4 -OutVariable all; $all.Count }");

        Assert.Equal(3, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void Default_parameter_values_work()
    {
        Result result = _session.Run("""
            & {
                $PSDefaultParameterValues = @{ 'Measure-L2Loss:Culture' = 'de-DE' }
                Measure-L2Loss -Actual '1,5' -Predicted '0,5'
            }
            """);

        Assert.Equal(1.0, result.Summary.Number("Mse"));
    }

    private static IEnumerable<string?> Lines(Result result) => result.Output.Select(line => line.ToString());

    private Result InCulture(string culture, string script) => _session.Run($$"""
        $thread = [Threading.Thread]::CurrentThread
        $before = $thread.CurrentCulture, $thread.CurrentUICulture
        $thread.CurrentCulture = $thread.CurrentUICulture = [cultureinfo]'{{culture}}'
        try {
            {{script}}
        }
        finally {
            $thread.CurrentCulture, $thread.CurrentUICulture = $before
        }
        """);
}
