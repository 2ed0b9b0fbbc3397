using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>The sums over columns of doubles are the doubles nearest to the exact values.</summary>
public sealed class ColumnSumsTests
{
    private static readonly int[] Lengths = [1, 2, 7, 8, 9, 15, 16, 100, 2047, 2048, 2049, 4096];

    private static readonly int[] ChunkLengths = [32767, 32768, 32769, 100003];

    public static TheoryData<string> Kinds => [.. Columns.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_are_nearest_to_the_exact_values_at_the_lengths_of_rows_and_blocks(string kind) =>
        AssertNearest(kind, Lengths);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_are_nearest_to_the_exact_values_at_the_lengths_of_chunks(string kind) =>
        AssertNearest(kind, ChunkLengths);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sums_are_nearest_to_the_exact_values_after_columns_of_another_kind(string kind)
    {
        Columns first = Columns.Of("normal", 100);
        Columns second = Columns.Of(kind, 3000);
        L2LossAccumulator sums = first.Measure();
        sums.Add(second.Actual, second.Predicted);
        Assert.Equal(
            new ExactColumns([.. first.Actual, .. second.Actual], [.. first.Predicted, .. second.Predicted]).ToString(),
            ExactColumns.Text(sums.ToSummary()));
    }

    [Fact]
    public void A_rounding_error_of_a_small_value_settles_a_tie_of_large_residuals()
    {
        // sum(|r|) = 2^53 + 1 + 2^-54: a double has no place for the 1, and without the last part it would go down.
        double large = Math.Pow(2, 53);
        var sums = new L2LossAccumulator();
        sums.Add([large, 1.0, 0.3, 7.0], [0.0, 0.0, 0.30000000000000004, 7.0]);

        Assert.Equal((large + 2.0) / 4.0, sums.ToSummary().Mae);
    }

    [Fact]
    public void Columns_without_a_pair_leave_everything_as_it_was()
    {
        var sums = new L2LossAccumulator();
        sums.Add(ReadOnlySpan<double>.Empty, []);
        Assert.Equal(new L2LossAccumulator().ToSummary().MergeState, sums.ToSummary().MergeState);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(0, 1)]
    public void Columns_of_different_length_are_refused(int actual, int predicted)
    {
        var sums = new L2LossAccumulator();
        Assert.Throws<ArgumentException>(() => sums.Add(new double[actual], new double[predicted]));
        Assert.Equal(0, sums.Read);
    }

    [Theory]
    [InlineData("constant actuals")]
    [InlineData("zeros")]
    public void Constant_actuals_have_no_R2(string kind) =>
        Assert.All(
            (int[])[2, 9, 2049, 40000], length => Assert.Equal(double.NaN, Columns.Of(kind, length).Summary().R2));

    [Fact]
    public void Perfect_predictions_have_an_R2_of_one() =>
        Assert.Equal(1.0, Columns.Of("perfect predictions", 5000).Summary().R2);

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(1e300)]
    [InlineData(1e-310)]
    public void The_Rmse_is_right_where_squares_overflow_or_underflow(double scale)
    {
        Columns unit = Columns.Of("normal", 2500);
        Columns columns = new([.. unit.Actual.Select(a => a * scale)], [.. unit.Predicted.Select(p => p * scale)]);
        Measured.AssertUlps(
            new ExactColumns(columns.Actual, columns.Predicted).Rmse, columns.Summary().Rmse, 1, "Rmse");
    }

    [Fact]
    public void The_least_double_as_the_only_prediction_has_itself_as_the_Rmse() =>
        Assert.Equal(double.Epsilon, new Columns([0.0], [double.Epsilon]).Summary().Rmse);

    [Fact]
    public void Differences_that_overflow_leave_the_Rmse_finite()
    {
        double[] actual = [1e308, .. new double[8]];
        double[] predicted = [-1e308, .. new double[8]];
        Measured.AssertUlps(
            new ExactColumns(actual, predicted).Rmse, new Columns(actual, predicted).Summary().Rmse, 1, "Rmse");
    }

    private static void AssertNearest(string kind, int[] lengths) =>
        Assert.All(
            lengths,
            length =>
            {
                Columns columns = Columns.Of(kind, length, seed: length);
                Assert.Equal(
                    new ExactColumns(columns.Actual, columns.Predicted).ToString(), ExactColumns.Text(columns.Summary()));
            });
}
