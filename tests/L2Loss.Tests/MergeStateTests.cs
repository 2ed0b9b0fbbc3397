using System.Globalization;
using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>The text of a summary's sums: read again it is the same, and nothing else is taken for it.</summary>
public sealed class MergeStateTests
{
    private const string Characters = "0123456789-+.:e /LN\u221e\u0660,aI";

    private static readonly Gen<double> Doubles = Gen.OneOf(
        Gen.Double[-1e6, 1e6],
        Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite));

    private static readonly Gen<Number> Numbers = Gen.OneOf(
        Doubles.Select(Number.Binary),
        Gen.Int[-99999, 99999].Select(i => Number.FromDecimal(i / 100m)),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 28]).Select(
            (low, middle, high, isNegative, scale) =>
                Number.FromDecimal(new decimal(low, middle, high, isNegative, (byte)scale))));

    private static readonly Gen<Number> Weights = Gen.OneOf(
        Gen.Int[0, 900].Select(i => Number.FromDecimal(i / 100m)),
        Doubles.Select(weight => Number.Binary(Math.Abs(weight))));

    /// <summary>Records of every form, weighted and not, left out and measured.</summary>
    private static readonly Gen<L2LossAccumulator> States =
        Gen.Select(Gen.Int[0, 5], Numbers, Numbers, Weights).Array[0, 12].Select(Fill);

    public static TheoryData<string> Strangers { get; } =
    [
        string.Empty,
        " ",
        "0",
        "L2Loss/1",
        "L2Loss/1 ",
        "L2Loss/1 0 0 0 0 0 0",
        "{\"Mse\":1}",
        new string(' ', 40),
        StateText.Seal(Zeros(23)),
        StateText.Seal(Zeros(25)),
        StateText.Seal(Zeros(24).Replace("0", "-1", StringComparison.Ordinal)),
        StateText.Seal(Zeros(24).Replace("0", "99999999999999999999", StringComparison.Ordinal)),
        StateText.Seal(Zeros(24)).Replace("L2Loss/1", "L2Loss/2", StringComparison.Ordinal),
        StateText.Seal(Zeros(24)).Replace("L2Loss/1", "l2loss/1", StringComparison.Ordinal),
        StateText.Seal(Zeros(24)) + " ",
    ];

    [Fact]
    public void A_state_read_and_written_again_is_the_same_text() =>
        States.Sample(
            sums =>
            {
                string state = State(sums);
                Assert.Equal(state, State(L2LossAccumulator.FromMergeState(state)));
            },
            iter: 2000);

    [Fact]
    public void A_state_read_again_gives_the_same_summary() =>
        States.Sample(
            sums => Assert.Equal(
                Properties(sums.ToSummary()), Properties(L2LossAccumulator.FromMergeState(State(sums)).ToSummary())),
            iter: 1000);

    [Fact]
    public void Records_added_to_a_state_read_again_count_as_they_would_have() =>
        Gen.Select(States, States).Sample(
            (first, second) =>
            {
                L2LossAccumulator again = L2LossAccumulator.FromMergeState(State(first));
                again.Add(second);
                first.Add(second);
                Assert.Equal(State(first), State(again));
            },
            iter: 1000);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void A_state_is_the_same_text_in_every_culture(string culture)
    {
        L2LossAccumulator sums = Fill([(0, Number.Binary(-1.5), Number.FromDecimal(-2.25m), default)]);
        string expected = State(sums);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, State(L2LossAccumulator.FromMergeState(State(sums))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Other_text_is_a_format_exception(string text) =>
        Assert.Throws<FormatException>(() => L2LossAccumulator.FromMergeState(text));

    [Fact]
    public void Any_text_at_all_is_a_format_exception() =>
        Gen.String.Sample(
            text => { Assert.Throws<FormatException>(() => L2LossAccumulator.FromMergeState(text)); }, iter: 2000);

    [Fact]
    public void Records_left_out_are_written_by_reason()
    {
        var sums = new L2LossAccumulator();
        NumberFault[] faults =
        [
            NumberFault.Missing, NumberFault.UnmatchedActual, NumberFault.UnmatchedActual, NumberFault.UnmatchedPredicted,
            NumberFault.DuplicateKey, NumberFault.NotNumeric, NumberFault.Malformed,
        ];
        Array.ForEach(faults, sums.LeaveOut);
        sums.Add(L2LossAccumulator.FromMergeState(State(sums)));

        Assert.Equal(StateText.Seal("10 2 0 0 2 4 2 2 " + Zeros(16)), State(sums));
        Assert.Equal(14L, sums.Read);
    }

    [Fact]
    public void A_state_of_nothing_is_that_of_no_records() =>
        Assert.Equal(0L, L2LossAccumulator.FromMergeState(StateText.Seal(Zeros(24))).Read);

    [Fact]
    public void The_state_of_one_record_shows_its_numbers_in_lowest_terms() =>
        Assert.Equal(
            StateText.Seal("0 0 0 0 0 0 0 0 1 1:-1 1:-2 1:-1 0 1 1 1 1 -1:-1 1:-1 1:-2 1:-2 1:-4 1 1"),
            State(Fill([(0, Number.FromDecimal(1.0m), Number.FromDecimal(1.50m), default)])));

    /// <summary>What is left is refused for its sums, since the checksum is right.</summary>
    [Theory]
    [InlineData("residuals above absolutes", "0 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4:1 4 8 8 32 4 10")]
    [InlineData("SSE below residual^2 / n", "0 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 7 7 32 4 10")]
    [InlineData("squared losses below SSE^2 / n", "0 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 31 4 10")]
    [InlineData("squared losses above SSE^2", "0 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 65 4 10")]
    [InlineData("squared actuals below actual^2 / n", "0 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 32 4 7")]
    [InlineData("more weighted records than records", "0 0 0 0 0 0 0 0 1 2 4 2 0 1 2 2 2 -4 4 8 8 32 4 10")]
    [InlineData("sums without weights", "0 0 0 0 0 0 0 0 1 2 4 2 0 2 0 2 2 -4 4 8 8 32 4 10")]
    [InlineData("no worst record", "0 0 0 0 0 0 0 0 0 0 0 0 0 2 2 2 2 -4 4 8 8 32 4 10")]
    [InlineData("a worst loss above the SSE", "0 0 0 0 0 0 0 0 1 3 9 3 0 2 2 2 2 -4 4 8 8 32 4 10")]
    [InlineData("a worst loss below the mean", "0 0 0 0 0 0 0 0 1 1 1 1 0 2 2 2 2 -4 4 8 8 32 4 10")]
    [InlineData("more records than a long counts", "9223372036854775807 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 32 4 10")]
    [InlineData("more than 2^63 records", "9223372036854775808 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 32 4 10")]
    [InlineData("more unmatched than missing", "1 0 0 0 0 1 1 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 32 4 10")]
    public void Sums_that_cannot_be_are_a_format_exception(string what, string parts)
    {
        string good = "0 0 0 0 0 0 0 0 1 2 4 2 0 2 2 2 2 -4 4 8 8 32 4 10";
        Assert.Equal(4.0, L2LossAccumulator.FromMergeState(StateText.Seal(good)).ToSummary().Mse);
        Assert.True(IsRefused(StateText.Seal(parts)), what);
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(30_000)]
    public void A_number_of_very_many_digits_is_refused_before_it_is_read(int digits)
    {
        string parts = "0 0 0 0 0 0 0 0 0 0 0 0 " + new string('7', digits) + " " + Zeros(11);
        Assert.True(IsRefused(StateText.Seal(parts)));
    }

    [Fact]
    public void A_change_that_leaves_possible_sums_is_found_by_the_checksum()
    {
        string state = State(Fill([(0, Number.FromDecimal(1m), Number.FromDecimal(3m), default)]));
        Assert.True(IsRefused(state.Replace("L2Loss/1", "L2Loss/1 ", StringComparison.Ordinal)));
        Assert.True(IsRefused(state[..^1] + "2"));
    }

    [Fact]
    public void Parts_of_more_records_than_a_long_counts_are_refused_and_change_nothing()
    {
        L2LossAccumulator sums = L2LossAccumulator.FromMergeState(StateText.Seal("9000000000000000000 " + Zeros(23)));
        string before = State(sums);
        var exception = Assert.Throws<InvalidOperationException>(() => sums.Add(sums));
        Assert.Contains("2^63", exception.Message, StringComparison.Ordinal);
        Assert.Equal((before, 9000000000000000000L), (State(sums), sums.Read));
    }

    [Fact]
    public void A_state_that_lost_its_end_is_a_format_exception() =>
        Gen.Select(States, Gen.Double.Unit).Sample(
            (sums, share) =>
            {
                string state = State(sums);
                string cut = state[..(int)(share * state.LastIndexOf(' '))];
                Assert.Throws<FormatException>(() => L2LossAccumulator.FromMergeState(cut));
            },
            iter: 2000);

    [Fact]
    public void A_state_with_changed_characters_is_read_or_is_a_format_exception() =>
        Gen.Select(States, Gen.Select(Gen.Int[0, 3], Gen.Double.Unit, Gen.Int[0, Characters.Length - 1]).Array[1, 3])
            .Sample((sums, changes) => AssertReadOrRefused(changes.Aggregate(State(sums), Change)), iter: 5000);

    [Fact]
    public void A_state_with_changed_parts_under_a_right_checksum_is_read_or_is_a_format_exception() =>
        Gen.Select(States, Gen.Int[2, 25], Gen.Int[2, 25], Gen.Int[0, 10]).Sample(
            (sums, to, from, kind) =>
            {
                string[] parts = State(sums).Split(' ');
                parts[to] = kind switch
                {
                    0 => "1:0:2147483647",
                    1 => "1:-2147483648",
                    2 => "inf",
                    3 => "-" + parts[to],
                    4 => "9223372036854775807",
                    5 => "NaN",
                    6 => "0",
                    7 => "1:2147483648",
                    8 => "1:-10000:168",
                    9 => "1:10000",
                    _ => parts[from],
                };
                AssertReadOrRefused(StateText.Seal(string.Join(' ', parts[2..])));
            },
            iter: 5000);

    [Fact]
    public void No_state_is_an_argument_null_exception() =>
        Assert.Throws<ArgumentNullException>(() => L2LossAccumulator.FromMergeState(null!));

    [Fact]
    public void A_state_of_mixed_records_keeps_the_exact_sums()
    {
        Pair[] pairs = [Pair.OfTexts("0.3", "0.1"), Pair.OfDoubles(0.1, 0.7), Pair.OfTexts("1e9", "0.001")];
        L2LossSummary summary = L2LossAccumulator.FromMergeState(Measured.Summary(pairs).MergeState!).ToSummary();
        Assert.Equal(new ExactSummary(pairs).SumOfSquares, summary.SumOfSquares);
    }

    private static string Zeros(int count) => string.Join(' ', Enumerable.Repeat("0", count));

    private static bool IsRefused(string text)
    {
        try
        {
            L2LossAccumulator.FromMergeState(text);
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static void AssertReadOrRefused(string text)
    {
        L2LossAccumulator sums;
        try
        {
            sums = L2LossAccumulator.FromMergeState(text);
        }
        catch (FormatException)
        {
            return;
        }

        // What was read must be of use, too.
        var merged = new L2LossAccumulator();
        merged.Add(L2LossAccumulator.FromMergeState(State(sums)));
        merged.ToSummary();
    }

    private static string Change(string text, (int Kind, double Share, int Character) change)
    {
        int at = (int)(change.Share * text.Length);
        string character = Characters[change.Character].ToString();
        return change.Kind switch
        {
            _ when text.Length == 0 => character,
            0 => text.Remove(at, 1),
            1 => text.Insert(at, character),
            2 => text.Remove(at, 1).Insert(at, character),
            _ => text[..at],
        };
    }

    private static L2LossAccumulator Fill((int Kind, Number Actual, Number Predicted, Number Weight)[] records)
    {
        var sums = new L2LossAccumulator();
        foreach ((int kind, Number actual, Number predicted, Number weight) in records)
        {
            switch (kind)
            {
                case 0 or 1:
                    sums.Add(actual, predicted);
                    break;
                case 2 or 3:
                    sums.Add(actual, predicted, weight);
                    break;
                case 4:
                    sums.Add([actual.Value, predicted.Value], [predicted.Value, 0.0]);
                    break;
                default:
                    sums.LeaveOut((NumberFault)(1 + (Math.Abs(actual.GetHashCode() % 8))));
                    break;
            }
        }

        return sums;
    }

    private static string State(L2LossAccumulator sums) => sums.ToSummary().MergeState!;

    private static string Properties(L2LossSummary summary) => string.Join(
        "\n",
        typeof(L2LossSummary).GetProperties().Select(
            property => FormattableString.Invariant($"{property.Name} {property.GetValue(summary):R}")));
}
