using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

/// <summary>Summaries of random records against exact fractions.</summary>
public sealed class SummaryPropertyTests
{
    private const int Cases = 300;

    private static readonly Gen<double> Normal = Gen.Select(Gen.Double.Unit, Gen.Double.Unit).Select(
        (u, v) => Math.Sqrt(-2.0 * Math.Log(1.0 - u)) * Math.Cos(2.0 * Math.PI * v));

    private static readonly Gen<double> AnyMagnitude = Gen.Select(Gen.Double[-8, 8], Gen.Bool).Select(
        (power, isNegative) => Math.Pow(10, power) * (isNegative ? -1 : 1));

    private static readonly Gen<double> Denormal = Gen.Select(Gen.Long[0, (1L << 52) - 1], Gen.Bool).Select(
        (bits, isNegative) => BitConverter.Int64BitsToDouble(bits) * (isNegative ? -1 : 1));

    private static readonly Gen<double> PowerOfTwo = Gen.Select(Gen.Int[-20, 20], Gen.Bool).Select(
        (power, isNegative) => Math.ScaleB(isNegative ? -1 : 1, power));

    private static readonly Gen<decimal> Decimals = Gen.OneOf(
        Gen.Select(Gen.Int[-99999, 99999], Gen.Int[0, 4]).Select(MakeDecimal),
        Gen.Select(Gen.Int, Gen.Int[0, 28]).Select(MakeDecimal),
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 28]).Select(
            (low, middle, high, isNegative, scale) => new decimal(low, middle, high, isNegative, (byte)scale)));

    /// <summary>Doubles of every kind that data comes in, by name.</summary>
    private static readonly Dictionary<string, Gen<Pair[]>> DoubleKinds = new()
    {
        ["normal"] = Pairs(Normal, Normal),
        ["mixed magnitudes"] = Pairs(AnyMagnitude, AnyMagnitude),
        ["offset 1e9"] = Pairs(Normal.Select(x => 1e9 + x), Normal.Select(x => 1e9 + x)),
        ["denormal"] = Pairs(Denormal, Denormal),
        ["1e200"] = Pairs(Normal.Select(x => x * 1e200), Normal.Select(x => x * 1e200)),
        ["1e-200"] = Pairs(Normal.Select(x => x * 1e-200), Normal.Select(x => x * 1e-200)),
        ["one huge among small"] = Gen.Select(Pairs(Normal, Normal), Gen.Double[1e100, 1e300]).Select(
            (pairs, huge) => (Pair[])[.. pairs, Pair.OfDoubles(huge, 0)]),
        ["overflowing difference"] = Gen.Select(Pairs(Normal, Normal), Gen.Double[1e308, 1.7e308]).Select(
            (pairs, huge) => (Pair[])[.. pairs, Pair.OfDoubles(huge, -huge)]),
        ["alternating signs"] = Pairs(Normal, Normal).Select(
            pairs => pairs.SelectMany(pair => new[] { pair, new Pair(pair.Predicted, pair.Actual) }).ToArray()),
        ["cancelling outliers"] = Gen.Select(Pairs(Normal, Normal), Gen.Double[1e6, 1e9]).Select(
            (pairs, huge) => (Pair[])[Pair.OfDoubles(huge, 0), .. pairs, Pair.OfDoubles(-huge, 0)]),
        ["powers of two"] = Pairs(PowerOfTwo, PowerOfTwo),
        ["whole numbers"] = Pairs(Gen.Int[-9, 9].Select(i => (double)i), Gen.Int[-9, 9].Select(i => (double)i)),
    };

    private static readonly Gen<Pair[]> MixedPairs =
        Gen.Select(Mixed(Normal, Gen.Int[-99999, 99999]), Mixed(Normal, Gen.Int[-99999, 99999]))
            .Select((actual, predicted) => new Pair(actual, predicted)).Array[1, 40];

    public static TheoryData<string> Kinds => [.. DoubleKinds.Keys];

    [Fact]
    public void Sums_of_decimals_are_nearest_to_the_exact_values() =>
        DecimalPairs().Sample(Measured.AssertSumsAreNearest, iter: 2 * Cases);

    [Fact]
    public void Ratios_of_decimals_are_close_to_the_exact_values() =>
        DecimalPairs().Sample(Measured.AssertRatiosAreClose, iter: 2 * Cases);

    [Fact]
    public void The_Rmse_of_decimals_is_the_root_of_the_Mse() =>
        DecimalPairs().Sample(
            pairs =>
            {
                L2LossSummary summary = Measured.Summary(pairs);
                Assert.Equal(Math.Sqrt(summary.Mse), summary.Rmse);
            },
            iter: Cases);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_of_doubles_are_nearest_to_the_exact_values(string kind) =>
        DoubleKinds[kind].Sample(Measured.AssertSumsAreNearest, iter: Cases);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ratios_of_doubles_are_close_to_the_exact_values(string kind) =>
        DoubleKinds[kind].Sample(Measured.AssertRatiosAreClose, iter: Cases);

    [Fact]
    public void Sums_of_decimals_and_doubles_are_nearest_to_the_exact_values() =>
        MixedPairs.Sample(Measured.AssertSumsAreNearest, iter: 2 * Cases);

    [Fact]
    public void Ratios_of_decimals_and_doubles_are_close_to_the_exact_values() =>
        MixedPairs.Sample(Measured.AssertRatiosAreClose, iter: 2 * Cases);

    [Fact]
    public void Sums_of_texts_against_the_doubles_nearest_to_them_are_nearest_to_the_exact_values() =>
        Gen.Select(Gen.Int[-99999, 99999], Gen.Int[0, 9]).Select(MakeDecimal).Array[1, 20].Sample(
            values => Measured.AssertSumsAreNearest(
                [.. values.Select(value => new Pair(Given.OfDecimal(value), Given.OfDouble((double)value)))]),
            iter: Cases);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_of_doubles_have_the_same_bits_in_any_order(string kind) =>
        AssertOrderDoesNotMatter(DoubleKinds[kind]);

    [Fact]
    public void Sums_of_decimals_have_the_same_bits_in_any_order() => AssertOrderDoesNotMatter(DecimalPairs());

    [Fact]
    public void Sums_of_decimals_and_doubles_have_the_same_bits_in_any_order() => AssertOrderDoesNotMatter(MixedPairs);

    [Fact]
    public void Small_terms_count_in_whatever_order_they_come()
    {
        // 2^53 + 1 is half way between two doubles, and 1022 * 2^-40 decides: 93 bits from the first to the last.
        Pair[] small = [.. Enumerable.Repeat(Pair.OfDoubles(Math.ScaleB(1, -40), 0), 1022)];
        Pair[] large = [Pair.OfDoubles(Math.ScaleB(1, 53), 0), Pair.OfDoubles(1, 0)];
        Assert.Equal(
            Measured.OrderFreeBits(Measured.Summary([.. small, .. large])),
            Measured.OrderFreeBits(Measured.Summary([.. large, .. small])));
    }

    [Fact]
    public void Residuals_that_cancel_leave_the_others_in_any_order()
    {
        Pair[] pairs = [Pair.OfDoubles(1e40, 0), Pair.OfDoubles(1, 0), Pair.OfDoubles(-1e40, 0), Pair.OfDoubles(1e-40, 0)];
        double expected = new Rational(1, 4).Nearest();
        Assert.All(
            Orders(pairs),
            order =>
            {
                L2LossSummary summary = Measured.Summary(order);
                Assert.Equal((expected, expected), (summary.MeanError, summary.MeanActual));
            });
    }

    [Fact]
    public void Decimals_that_cancel_in_doubles_leave_nothing_in_any_order()
    {
        Pair[] pairs = [Mixed(0.3m, 0.0), Mixed(0.7m, 1.0), Mixed(-0.1m, 0.25), Mixed(0.35m, 0.0), Mixed(0.1m, 0.1)];
        Rational expected = (Rational.Of("0.1") - Rational.Of(0.1)) / new Rational(5, 1);
        Assert.All(Orders(pairs), order => Assert.Equal(expected.Nearest(), Measured.Summary(order).MeanError));
    }

    [Fact]
    public void An_exact_tie_of_decimals_and_doubles_goes_to_the_even_double_in_any_order()
    {
        // 0.30 and 0.70 add 1 to 2^53 and 2^53 + 2: half way to the next double, up from the first and down to the second.
        double large = Math.ScaleB(1, 53);
        Assert.All(
            new[] { (large, large), (large + 2, large + 4) },
            tie =>
            {
                Pair[] pairs = [Mixed(0.30m, 0.0), Mixed(0.70m, 0.0), Mixed(0m, -tie.Item1), Pair.OfDoubles(0, 0)];
                Assert.All(
                    Orders(pairs),
                    order =>
                    {
                        L2LossSummary summary = Measured.Summary(order);
                        Assert.Equal((tie.Item2 / 4, tie.Item2 / 4), (summary.MeanError, summary.Mae));
                    });
            });
    }

    [Fact]
    public void A_split_of_the_records_and_a_state_of_text_change_no_bit() =>
        Gen.Select(MixedPairs, Gen.Double.Unit, Gen.Bool).Sample(
            (pairs, share, isSwapped) =>
            {
                int cut = (int)(share * pairs.Length);
                string[] states = [State(pairs[..cut]), State(pairs[cut..])];
                var merged = new L2LossAccumulator();
                merged.Add(L2LossAccumulator.FromMergeState(states[isSwapped ? 1 : 0]));
                merged.Add(L2LossAccumulator.FromMergeState(states[isSwapped ? 0 : 1]));
                Assert.Equal(
                    Measured.OrderFreeBits(Measured.Summary(pairs)), Measured.OrderFreeBits(merged.ToSummary()));
            },
            iter: Cases);

    [Theory]
    [InlineData(1e200, 1e200)]
    [InlineData(1e-200, 1e-200)]
    [InlineData(double.MaxValue, double.MaxValue)]
    [InlineData(double.Epsilon, double.Epsilon)]
    [InlineData(-3e-320, 3e-320)]
    public void The_Rmse_is_right_where_squares_overflow_or_underflow(double difference, double expected) =>
        Assert.Equal(expected, Measured.Summary(Enumerable.Repeat(Pair.OfDoubles(difference, 0), 5)).Rmse);

    [Fact]
    public void An_overflowing_difference_among_others_leaves_the_Mae_finite()
    {
        Pair[] pairs = [Pair.OfDoubles(1e308, -1e308), Pair.OfDoubles(0, 0), Pair.OfDoubles(0, 0), Pair.OfDoubles(0, 0)];
        Assert.Equal(5e307, Measured.Summary(pairs).Mae);
    }

    [Fact]
    public void An_overflowing_difference_alone_has_all_of_the_loss() =>
        Assert.Equal(1.0, Measured.Summary([Pair.OfDoubles(1e308, -1e308), Pair.OfDoubles(0, 1)]).LargestShare);

    private static Pair Mixed(decimal actual, double predicted) =>
        new(Given.OfDecimal(actual), Given.OfDouble(predicted));

    private static string State(IEnumerable<Pair> pairs) => Measured.Summary(pairs).MergeState!;

    private static IEnumerable<Pair[]> Orders(Pair[] pairs) => pairs.Length < 2
        ? [pairs]
        : pairs.SelectMany((first, i) =>
            Orders([.. pairs[..i], .. pairs[(i + 1)..]]).Select(others => (Pair[])[first, .. others]));

    private static void AssertOrderDoesNotMatter(Gen<Pair[]> pairs) =>
        pairs.SelectMany(ordered => Gen.Shuffle(ordered), (ordered, shuffled) => (ordered, shuffled)).Sample(
            (ordered, shuffled) => Assert.Equal(
                Measured.OrderFreeBits(Measured.Summary(ordered)), Measured.OrderFreeBits(Measured.Summary(shuffled))),
            iter: Cases);

    private static Gen<Pair[]> DecimalPairs() =>
        Gen.Select(Decimals, Decimals)
            .Select((actual, predicted) => new Pair(Given.OfDecimal(actual), Given.OfDecimal(predicted))).Array[1, 40];

    private static Gen<Pair[]> Pairs(Gen<double> actual, Gen<double> predicted) =>
        Gen.Select(actual, predicted).Select(Pair.OfDoubles).Array[1, 40];

    private static Gen<Given> Mixed(Gen<double> doubles, Gen<int> hundredths) => Gen.OneOf(
        doubles.Select(Given.OfDouble), hundredths.Select(i => Given.OfDecimal(i / 100m)));

    private static decimal MakeDecimal(int mantissa, int scale) =>
        new((int)Math.Min(int.MaxValue, Math.Abs((long)mantissa)), 0, 0, mantissa < 0, (byte)scale);
}
