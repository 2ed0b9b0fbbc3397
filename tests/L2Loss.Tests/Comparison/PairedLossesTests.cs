using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Comparison;

/// <summary>Paired losses against exact fractions, and against a published example.</summary>
public sealed class PairedLossesTests
{
    private static readonly Gen<Given> Decimals = Gen.OneOf(
        Gen.Select(Gen.Int[-9999, 9999], Gen.Int[0, 4]).Select((digits, scale) => OfDecimal(digits, scale)),
        Gen.Select(Gen.Long, Gen.Int[0, 28]).Select(OfDecimal));

    private static readonly Gen<Given> Doubles = Gen.Select(Gen.Double[-9, 9], Gen.Int[-6, 6]).Select(
        (value, power) => Given.OfDouble(value * Math.Pow(10, power)));

    /// <summary>Records of an actual, a model and a baseline value of every kind, by name.</summary>
    private static readonly Dictionary<string, Gen<Given[][]>> RecordKinds = new()
    {
        ["decimals"] = Records(Decimals),
        ["doubles"] = Records(Doubles),
        ["mixed"] = Records(Gen.OneOf(Decimals, Doubles)),
        ["near ties"] = Records(Gen.Double[-1, 1].Select(value => Given.OfDouble(1e6 + (value * 1e-6)))),
    };

    public static TheoryData<string> Kinds => [.. RecordKinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Means_are_within_one_ulp_of_the_exact_values(string kind) =>
        RecordKinds[kind].Sample(
            records =>
            {
                L2LossComparison comparison = Compare(records);
                (Rational[] model, Rational[] baseline) = Losses(records);
                Rational count = new(records.Length, 1);
                Rational squares = Sum(model);
                Rational baselineSquares = Sum(baseline);
                Measured.AssertUlps((squares / count).Nearest(), comparison.Mse, 1, "Mse");
                Measured.AssertUlps((baselineSquares / count).Nearest(), comparison.BaselineMse, 1, "BaselineMse");
                Measured.AssertUlps(
                    ((squares - baselineSquares) / count).Nearest(), comparison.MeanLossDifference, 1, "MeanLossDifference");
                if (baselineSquares.Sign != 0)
                {
                    Measured.AssertUlps(
                        ((baselineSquares - squares) / baselineSquares).Nearest(), comparison.SkillScore, 1, "SkillScore");
                }
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Standard_errors_and_win_rates_are_those_of_exact_fractions(string kind) =>
        RecordKinds[kind].Where(records => records.Length > 1).Sample(
            records =>
            {
                L2LossComparison comparison = Compare(records);
                (Rational[] model, Rational[] baseline) = Losses(records);
                Rational[] differences = [.. model.Zip(baseline, (m, b) => m - b)];
                Rational count = new(records.Length, 1);
                Rational mean = Sum(differences) / count;
                Rational spread = Sum(differences.Select(difference => (difference - mean).Square));
                double expected = (spread / count / new Rational(records.Length - 1, 1)).Sqrt().Nearest();
                Assert.Equal(expected, comparison.StandardError, expected * 1e-12);
                double wins = differences.Sum(difference => difference.Sign < 0 ? 1.0 : difference.Sign == 0 ? 0.5 : 0.0);
                Assert.Equal(wins / records.Length, comparison.WinRate);
            },
            iter: 100);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Order_of_the_records_does_not_change_a_bit(string kind) =>
        RecordKinds[kind].SelectMany(records => Gen.Shuffle(records), (records, shuffled) => (records, shuffled)).Sample(
            (records, shuffled) => Assert.Equal(Bits(Compare(records)), Bits(Compare(shuffled))),
            iter: 100);

    /// <summary>The sleep data of Student (1908); t = -4.0621, p = 0.002833 as R documents it for t.test.</summary>
    [Fact]
    public void Test_of_the_sleep_data_is_the_published_one()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

        // Losses are not negative: both are moved by the same 2, which leaves the differences.
        var losses = new PairedLosses();
        for (int i = 0; i < first.Length; i++)
        {
            Add(losses, 0.0, Math.Sqrt(first[i] + 2.0), Math.Sqrt(second[i] + 2.0));
        }

        L2LossComparison comparison = losses.ToComparison();

        Assert.Equal(-1.58, comparison.MeanLossDifference, 1e-12);
        Assert.Equal(-4.0621, comparison.MeanLossDifference / comparison.StandardError, 5e-5);
        Assert.Equal(0.00283289, comparison.PValue, 5e-9);
        Assert.Equal(-2.4598858, comparison.ConfidenceLow, 5e-8);
        Assert.Equal(-0.7001142, comparison.ConfidenceHigh, 5e-8);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, 0.0)]
    public void Differences_that_are_all_equal_are_certain(double predicted, double expected)
    {
        var losses = new PairedLosses();
        for (int i = 0; i < 5; i++)
        {
            Add(losses, 0.5, 0.5 - predicted, 0.5);
        }

        L2LossComparison comparison = losses.ToComparison();

        Assert.Equal((0.0, expected), (comparison.StandardError, comparison.PValue));
        Assert.Equal(
            (comparison.MeanLossDifference, comparison.MeanLossDifference), (comparison.ConfidenceLow, comparison.ConfidenceHigh));
        Assert.Equal(double.NaN, comparison.SkillScore);
    }

    [Fact]
    public void One_record_has_no_test_and_none_no_mean()
    {
        var losses = new PairedLosses();
        Assert.Equal((0L, double.NaN, double.NaN), Some(losses.ToComparison()));

        Add(losses, 3.0, 1.0, 2.0);

        Assert.Equal((1L, 3.0, double.NaN), Some(losses.ToComparison()));

        static (long, double, double) Some(L2LossComparison comparison) =>
            (comparison.Count, comparison.MeanLossDifference, comparison.PValue);
    }

    [Theory]
    [InlineData(-520)]
    [InlineData(-200)]
    [InlineData(400)]
    [InlineData(510)]
    public void The_unit_of_the_values_does_not_change_the_test(int exponent)
    {
        double[] model = [1.5, 2.0, 0.25, 3.0, 1.0];
        double[] baseline = [2.0, 2.5, 1.25, 2.75, 1.5];
        Assert.Equal(PValue(0), PValue(exponent));
        Assert.InRange(PValue(0), 0.01, 0.99);

        double PValue(int power)
        {
            var losses = new PairedLosses();
            for (int i = 0; i < model.Length; i++)
            {
                Add(losses, 0.0, Math.ScaleB(model[i], power), Math.ScaleB(baseline[i], power));
            }

            return losses.ToComparison().PValue;
        }
    }

    private static void Add(PairedLosses losses, double actual, double model, double baseline) =>
        losses.Add(Number.Binary(actual), Number.Binary(model), Number.Binary(baseline));

    private static L2LossComparison Compare(Given[][] records)
    {
        var losses = new PairedLosses();
        foreach (Given[] record in records)
        {
            losses.Add(record[0].Number, record[1].Number, record[2].Number);
        }

        return losses.ToComparison();
    }

    private static (Rational[] Model, Rational[] Baseline) Losses(Given[][] records) => (
        [.. records.Select(record => (record[0].Exact - record[1].Exact).Square)],
        [.. records.Select(record => (record[0].Exact - record[2].Exact).Square)]);

    private static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Rational.Zero, (a, b) => a + b);

    private static long[] Bits(L2LossComparison comparison) =>
    [
        .. new[] { comparison.Mse, comparison.BaselineMse, comparison.MeanLossDifference, comparison.SkillScore, comparison.WinRate }
            .Select(BitConverter.DoubleToInt64Bits),
    ];

    private static Gen<Given[][]> Records(Gen<Given> value) => value.Array[3].Array[1, 30];

    private static Given OfDecimal(long digits, int scale) => Given.OfDecimal(
        new decimal((int)digits, (int)(digits >> 32), 0, digits < 0, (byte)scale));
}
