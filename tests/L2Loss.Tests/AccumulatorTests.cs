using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests;

public sealed class AccumulatorTests
{
    private static readonly Pair[] Houses =
        [Pair.OfTexts("200000", "220000"), Pair.OfTexts("400000", "385000"), Pair.OfTexts("300000", "305000")];

    [Fact]
    public void The_short_example_has_its_losses_and_its_mean()
    {
        double[] actual = [10, 11, 12, 13];
        double[] predicted = [10, 12, 14, 11];
        var sums = new L2LossAccumulator();
        double[] losses =
        [
            .. actual.Zip(predicted, (a, p) => sums.Add(Number.Binary(a), Number.Binary(p)).Loss),
        ];
        Assert.Equal([0, 1, 4, 4], losses);
        Assert.Equal(2.25, sums.ToSummary().Mse);
    }

    [Fact]
    public void The_house_prices_have_the_sum_of_their_losses() =>
        Assert.Equal(650000000, Measured.Summary(Houses).SumOfSquares);

    [Fact]
    public void The_house_prices_have_their_mean_difference_and_bias()
    {
        L2LossSummary summary = Measured.Summary(Houses);
        Assert.Equal((40000 / 3.0, -10000 / 3.0), (summary.Mae, summary.MeanError));
    }

    [Fact]
    public void The_house_prices_have_their_worst_record()
    {
        L2LossSummary summary = Measured.Summary(Houses);
        Assert.Equal(
            (1, 400000000, 20000, 400.0 / 650.0),
            (summary.LargestIndex, summary.LargestLoss, summary.MaxError, summary.LargestShare));
    }

    [Fact]
    public void A_summary_of_no_records_has_no_values()
    {
        L2LossSummary summary = new L2LossAccumulator().ToSummary();
        Assert.Equal((0, 0, 0, 0.0, 0.0), (summary.Read, summary.Count, summary.LargestIndex, summary.WeightSum, summary.SumOfSquares));
        double[] values =
        [
            summary.Mse, summary.Rmse, summary.Mae, summary.MeanError, summary.MaxError, summary.R2,
            summary.StandardError, summary.LargestLoss, summary.LargestShare, summary.MeanActual,
            summary.TotalSumOfSquares,
        ];
        Assert.All(values, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_summary_of_left_out_records_has_no_values_but_counts_them()
    {
        var sums = new L2LossAccumulator();
        sums.LeaveOut(NumberFault.Missing);
        L2LossSummary summary = sums.ToSummary();
        Assert.Equal((1, 0, double.NaN), (summary.Read, summary.Count, summary.Mse));
    }

    [Fact]
    public void Records_are_counted_by_the_reason_they_are_left_out()
    {
        L2LossSummary summary = MixedBag().ToSummary();
        Assert.Equal((3, 2, 1), (summary.Missing, summary.NotNumeric, summary.NotFinite));
    }

    [Fact]
    public void Records_read_are_all_records_measured_or_left_out()
    {
        L2LossSummary summary = MixedBag().ToSummary();
        Assert.Equal(
            summary.Count + summary.Missing + summary.NotNumeric + summary.NotFinite + summary.InvalidWeight,
            summary.Read);
        Assert.Equal((9, 3), (summary.Read, summary.Count));
    }

    [Fact]
    public void The_accumulator_counts_as_its_summary_does()
    {
        L2LossAccumulator sums = MixedBag();
        Assert.Equal((9, 3, 6), (sums.Read, sums.Count, sums.LeftOut));
    }

    [Fact]
    public void Left_out_records_have_a_number_too() => Assert.Equal(8, MixedBag().ToSummary().LargestIndex);

    [Theory]
    [InlineData(NumberFault.None)]
    [InlineData((NumberFault)99)]
    public void A_record_without_a_fault_is_not_left_out(object fault)
    {
        var sums = new L2LossAccumulator();
        Assert.Throws<ArgumentOutOfRangeException>(() => sums.LeaveOut((NumberFault)fault));
        Assert.Equal(0, sums.Read);
    }

    [Fact]
    public void The_weight_of_unweighted_records_is_their_number() =>
        Assert.Equal(3, Measured.Summary(Houses).WeightSum);

    [Fact]
    public void A_summary_may_be_taken_before_more_records_follow()
    {
        var sums = new L2LossAccumulator();
        foreach (Pair pair in Houses)
        {
            sums.Add(pair.Actual.Number, pair.Predicted.Number);
            sums.ToSummary();
        }

        Assert.Equal(Measured.Summary(Houses).Mse, sums.ToSummary().Mse);
    }

    [Fact]
    public void Of_equally_bad_records_the_first_is_the_worst()
    {
        Pair[] texts = [Pair.OfTexts("0", "0.1"), Pair.OfTexts("0.3", "0.1"), Pair.OfTexts("0.1", "0.3"), Pair.OfTexts("9.2", "9")];
        Pair[] doubles = [Pair.OfDoubles(0, 1), Pair.OfDoubles(3, 1), Pair.OfDoubles(1, 3), Pair.OfDoubles(9, 7)];
        Assert.Equal((2, 2), (Measured.Summary(texts).LargestIndex, Measured.Summary(doubles).LargestIndex));
    }

    [Fact]
    public void The_first_record_is_the_worst_of_perfect_ones() =>
        Assert.Equal(1, Measured.Summary([Pair.OfTexts("1", "1"), Pair.OfTexts("2", "2")]).LargestIndex);

    [Fact]
    public void A_perfect_prediction_has_no_share() =>
        Assert.Equal(double.NaN, Measured.Summary([Pair.OfTexts("1", "1"), Pair.OfDoubles(2, 2)]).LargestShare);

    [Fact]
    public void A_perfect_prediction_has_an_R2_of_one()
    {
        L2LossSummary summary = Measured.Summary([Pair.OfDoubles(0.1, 0.1), Pair.OfDoubles(0.2, 0.2)]);
        Assert.Equal((0.0, 0.0, 1.0), (summary.Mse, summary.Rmse, summary.R2));
    }

    [Fact]
    public void The_only_record_with_a_loss_has_all_of_it() =>
        Assert.Equal(1.0, Measured.Summary([Pair.OfDoubles(0.1, 0.1), Pair.OfDoubles(0.3, 0.1)]).LargestShare);

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(1e308)]
    [InlineData(double.Epsilon)]
    public void Of_four_equal_losses_one_has_a_quarter(double difference)
    {
        Pair[] pairs = [.. Enumerable.Repeat(Pair.OfDoubles(difference, 0), 4)];
        Assert.Equal(0.25, Measured.Summary(pairs).LargestShare);
    }

    [Fact]
    public void One_record_has_no_R2_and_no_standard_error()
    {
        Assert.All(
            [Pair.OfTexts("1", "2"), Pair.OfDoubles(0.1, 0.2), new Pair(Given.OfText("0.1"), Given.OfDouble(0.1))],
            pair =>
            {
                L2LossSummary summary = Measured.Summary([pair]);
                Assert.Equal((double.NaN, double.NaN), (summary.R2, summary.StandardError));
            });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Constant_actuals_have_no_R2(int count)
    {
        string[] constants = ["0.1", "0.3", "1e-20", "123456789.123", "3", "0.1234567890123456789", "-7.7e20"];
        Func<string, int, Pair>[] kinds =
        [
            (text, i) => new Pair(Given.OfText(text), Given.OfText($"{i}.5")),
            (text, i) => new Pair(Given.OfText(text), Given.OfDouble(i * 0.37)),
            (text, i) => new Pair(Given.OfDouble(Given.OfText(text).Number.Value), Given.OfDouble(i * 0.37)),
            (text, i) => new Pair(Given.OfText(text), i % 2 == 0 ? Given.OfDouble(i * 0.37) : Given.OfText($"{i}")),
            (text, i) => new Pair(Given.OfText(text), i % 3 != 0 ? Given.OfDouble(i * 0.37) : Given.OfText($"{i}")),
        ];
        Assert.All(
            from text in constants from kind in kinds select (text, kind),
            data =>
            {
                L2LossSummary summary = Measured.Summary(Enumerable.Range(0, count).Select(i => data.kind(data.text, i)));
                Assert.Equal((0.0, double.NaN), (summary.TotalSumOfSquares, summary.R2));
            });
    }

    [Fact]
    public void Any_constant_actual_paired_with_texts_and_doubles_has_no_R2()
    {
        // Half of the records are summed as decimals, the other half as binary numbers: both must see one constant.
        for (int i = 1; i <= 1000; i++)
        {
            Given constant = Given.OfDecimal(i * 0.0137m);
            L2LossSummary summary = Measured.Summary(
                [new Pair(constant, Given.OfText("1")), new Pair(constant, Given.OfDouble(0.7))]);
            Assert.Equal((0.0, double.NaN), (summary.TotalSumOfSquares, summary.R2));
        }
    }

    [Fact]
    public void Actuals_one_ulp_apart_are_not_constant() =>
        Measured.AssertSumsAreNearest([Pair.OfDoubles(1e9, 0), Pair.OfDoubles(Math.BitIncrement(1e9), 0)]);

    [Theory]
    [InlineData("0.3", "0.1")]
    [InlineData("10000000.3", "10000000.2")]
    [InlineData("1e20", "0.7")]
    [InlineData("1e-20", "0")]
    public void Equal_losses_have_a_standard_error_of_exactly_zero(string actual, string predicted)
    {
        Pair text = Pair.OfTexts(actual, predicted);
        Pair doubles = Pair.OfDoubles(text.Actual.Number.Value, text.Predicted.Number.Value);
        var mixed = new Pair(text.Actual, doubles.Predicted);
        Assert.All(
            from pair in new[] { text, doubles, mixed } from count in Enumerable.Range(2, 20) select (pair, count),
            data => Assert.Equal(0.0, Measured.Summary(Enumerable.Repeat(data.pair, data.count)).StandardError));
    }

    private static L2LossAccumulator MixedBag()
    {
        var sums = new L2LossAccumulator();
        sums.LeaveOut(NumberFault.Missing);
        sums.Add(Number.FromDecimal(1m), Number.FromDecimal(1.5m));
        sums.LeaveOut(NumberFault.NotNumeric);
        sums.LeaveOut(NumberFault.Missing);
        sums.Add(Number.Binary(1.0), Number.Binary(1.25));
        sums.LeaveOut(NumberFault.NotFinite);
        sums.LeaveOut(NumberFault.NotNumeric);
        sums.Add(Number.Binary(1.0), Number.FromDecimal(3m));
        sums.LeaveOut(NumberFault.Missing);
        return sums;
    }
}
