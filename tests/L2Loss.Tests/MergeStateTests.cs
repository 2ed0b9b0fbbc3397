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
        Doubles.Select(Number.FromDouble),
        Gen.Int[-99999, 99999].Select(i => Number.FromDecimal(i / 100m)),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 28]).Select(
            (low, middle, high, isNegative, scale) =>
                Number.FromDecimal(new decimal(low, middle, high, isNegative, (byte)scale))));

    private static readonly Gen<Number> Weights = Gen.OneOf(
        Gen.Int[0, 900].Select(i => Number.FromDecimal(i / 100m)),
        Doubles.Select(weight => Number.FromDouble(Math.Abs(weight))));

    /// <summary>Records of every form, weighted and not, left out and measured.</summary>
    private static readonly Gen<L2LossAccumulator> States =
        Gen.Select(Gen.Int[0, 5], Numbers, Numbers, Weights).Array[0, 12].Select(Fill);

    public static TheoryData<string> Strangers { get; } =
    [
        string.Empty,
        " ",
        "0",
        "L2Loss/1",
        "L2Loss/2 0 0 0 0 0",
        "{\"Mse\":1}",
        new string(' ', 40),
        "L2Loss/1" + string.Concat(Enumerable.Repeat(" 0", 25)),
        "L2Loss/1" + string.Concat(Enumerable.Repeat(" 0", 27)),
        "L2Loss/1" + string.Concat(Enumerable.Repeat(" -1", 26)),
        "L2Loss/1" + string.Concat(Enumerable.Repeat(" 99999999999999999999", 26)),
        "L2Loss/2" + string.Concat(Enumerable.Repeat(" 0", 26)),
        "L2Loss/2 2 0 0 0 1 1 1" + string.Concat(Enumerable.Repeat(" 0", 22)),
        "l2loss/1" + string.Concat(Enumerable.Repeat(" 0", 26)),
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
        L2LossAccumulator sums = Fill([(0, Number.FromDouble(-1.5), Number.FromDecimal(-2.25m), default)]);
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
    public void Faults_of_keys_make_the_second_version_and_count_as_missing()
    {
        var sums = new L2LossAccumulator();
        NumberFault[] faults =
        [
            NumberFault.Missing, NumberFault.UnmatchedActual, NumberFault.UnmatchedActual, NumberFault.UnmatchedPredicted,
            NumberFault.DuplicateKey, NumberFault.NotNumeric,
        ];
        Array.ForEach(faults, sums.LeaveOut);
        sums.Add(L2LossAccumulator.FromMergeState(State(sums)));

        Assert.StartsWith("L2Loss/2 10 2 0 0 4 2 2 ", State(sums), StringComparison.Ordinal);
        Assert.Equal(12L, sums.Read);
    }

    [Fact]
    public void A_state_without_faults_of_keys_is_of_the_first_version()
    {
        string first = "L2Loss/1 3 2 1 4" + string.Concat(Enumerable.Repeat(" 0", 22));

        L2LossAccumulator sums = L2LossAccumulator.FromMergeState(first);

        Assert.Equal((10L, 3L, 0L), (sums.Read, sums.ToSummary().Missing, sums.ToSummary().DuplicateKeys));
        Assert.StartsWith("L2Loss/1 3 2 1 4 ", State(sums), StringComparison.Ordinal);
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
    public void A_state_with_changed_parts_is_read_or_is_a_format_exception() =>
        Gen.Select(States, Gen.Int[1, 26], Gen.Int[1, 26], Gen.Int[0, 12]).Sample(
            (sums, to, from, kind) =>
            {
                string[] parts = State(sums).Split(' ');
                parts[to] = kind switch
                {
                    0 => "1:0:2147483647",
                    1 => "1:0:-2147483648",
                    2 => "1:1e300:0",
                    3 => "-" + parts[to],
                    4 => "9223372036854775807",
                    5 => "1e10000",
                    6 => "NaN",
                    7 => "0",
                    8 => "1:2147483648",
                    9 => "1:-10000:168",
                    10 => "1:0:169",
                    11 => "1:10000",
                    _ => parts[from],
                };
                AssertReadOrRefused(string.Join(' ', parts));
            },
            iter: 5000);

    [Fact]
    public void Sums_no_data_can_have_are_a_format_exception()
    {
        string state = State(Fill([(0, Number.FromDecimal(1m), Number.FromDecimal(3m), default)]));
        Assert.All(
            (int[])[12, 13, 14, 16],
            part =>
            {
                string[] parts = state.Split(' ');
                parts[part] = "-" + parts[part];
                Assert.Throws<FormatException>(() => L2LossAccumulator.FromMergeState(string.Join(' ', parts)));
            });
    }

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
        sums.Add(sums.ToSummary().MergeState is string state ? L2LossAccumulator.FromMergeState(state) : sums);
        sums.ToSummary();
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
                    sums.LeaveOut((NumberFault)(1 + (Math.Abs(actual.GetHashCode() % 7))));
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
