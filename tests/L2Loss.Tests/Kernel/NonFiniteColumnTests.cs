using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>NaN and infinities in columns: the record is left out, the others of its block still count.</summary>
public sealed class NonFiniteColumnTests
{
    private const int Length = 5000;

    public static TheoryData<int> Positions { get; } = [0, 1, 7, 8, 2047, 2048, 2049, 4095, 4096, 4999];

    [Theory]
    [MemberData(nameof(Positions))]
    public void A_NaN_is_missing_and_an_infinity_not_finite(int position)
    {
        (double Actual, double Predicted, long Missing, long NotFinite)[] cases =
        [
            (double.NaN, 0, 1, 0),
            (0, double.NaN, 1, 0),
            (double.PositiveInfinity, 0, 0, 1),
            (0, double.NegativeInfinity, 0, 1),
            (double.PositiveInfinity, double.PositiveInfinity, 0, 1),
            (double.PositiveInfinity, double.NaN, 1, 0),
            (double.NaN, double.NegativeInfinity, 1, 0),
        ];
        Assert.All(
            cases,
            bad =>
            {
                L2LossSummary summary = With(position, bad.Actual, bad.Predicted).Summary();
                Assert.Equal(
                    (Length, Length - 1, bad.Missing, bad.NotFinite),
                    (summary.Read, summary.Count, summary.Missing, summary.NotFinite));
            });
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public void The_other_records_have_the_sums_they_have_without_it(int position) =>
        Assert.All(
            (double[])[double.NaN, double.PositiveInfinity],
            value => AssertNearest(With(position, value, 0)));

    [Fact]
    public void A_first_actual_that_is_not_finite_spoils_no_sum_about_an_offset() =>
        Assert.All(
            (double[])[double.NaN, double.NegativeInfinity],
            value =>
            {
                Columns columns = Columns.Of("offset 1e9, noise 1e-3", 6000);
                columns.Actual[0] = value;
                AssertNearest(columns);
            });

    [Fact]
    public void A_first_block_that_is_not_finite_at_all_spoils_no_sum_about_an_offset()
    {
        Columns columns = Columns.Of("offset 1e9, noise 1e-3", 6000);
        Array.Fill(columns.Actual, double.NaN, 0, 2048);
        AssertNearest(columns);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 2047)]
    [InlineData(2048, 4999)]
    [InlineData(4999, 0)]
    [InlineData(3000, 2048)]
    public void The_worst_record_keeps_its_number(int bad, int worst)
    {
        Columns columns = With(bad, double.NaN, 0);
        columns.Actual[worst] = 1e6;
        Assert.Equal(worst + 1, columns.Summary().LargestIndex);
    }

    [Fact]
    public void The_worst_record_after_earlier_columns_keeps_its_number()
    {
        Columns columns = With(2048, double.NaN, 0);
        columns.Actual[3000] = 1e6;
        L2LossAccumulator sums = With(17, double.PositiveInfinity, 0).Measure();
        sums.Add(columns.Actual, columns.Predicted);
        Assert.Equal(Length + 3001, sums.ToSummary().LargestIndex);
    }

    [Fact]
    public void Of_equal_differences_before_and_in_a_bad_block_the_first_is_the_worst()
    {
        // The bad block is measured last; the tie must go by the number of the record all the same.
        Columns columns = With(2000, double.NaN, 0);
        columns.Actual[1000] = columns.Actual[4500] = 1e6;
        columns.Predicted[1000] = columns.Predicted[4500] = 0;
        Assert.Equal(1001, columns.Summary().LargestIndex);
    }

    [Fact]
    public void Columns_of_nothing_but_NaN_have_no_values()
    {
        double[] nothing = [.. Enumerable.Repeat(double.NaN, 5000)];
        L2LossSummary summary = new Columns(nothing, nothing).Summary();
        Assert.Equal((5000, 0, 5000, double.NaN), (summary.Read, summary.Count, summary.Missing, summary.Mse));
    }

    [Fact]
    public void Floats_that_are_not_finite_are_left_out_too()
    {
        float[] actual = [1, float.NaN, 2, float.PositiveInfinity, 3];
        var sums = new L2LossAccumulator();
        sums.Add(actual, new float[] { 0, 0, 0, 0, float.NegativeInfinity });
        L2LossSummary summary = sums.ToSummary();
        Assert.Equal((2, 1, 2, 5.0), (summary.Count, summary.Missing, summary.NotFinite, summary.SumOfSquares));
    }

    [Fact]
    public void Bad_records_in_many_chunks_are_counted_with_any_number_of_threads()
    {
        Columns columns = Columns.Of("normal", 200_000);
        for (int i = 0; i < columns.Length; i += 20_011)
        {
            columns.Actual[i] = double.NaN;
        }

        L2LossSummary summary = columns.Summary();
        Assert.Equal((10, ExactSums(columns)), (summary.Missing, ExactColumns.Text(summary)));
    }

    private static Columns With(int position, double actual, double predicted)
    {
        Columns columns = Columns.Of("normal", Length);
        columns.Actual[position] = actual;
        columns.Predicted[position] = predicted;
        return columns;
    }

    private static void AssertNearest(Columns columns) =>
        Assert.Equal(ExactSums(columns), ExactColumns.Text(columns.Summary()));

    private static string ExactSums(Columns columns) => new ExactColumns(columns.Actual, columns.Predicted).ToString();
}
