using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>The worst record of columns: of equal differences the first, wherever they lie.</summary>
public sealed class WorstOfColumnsTests
{
    public static TheoryData<string> Kinds => [.. Columns.Kinds.Keys];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 11)]
    [InlineData(7, 8)]
    [InlineData(2047, 2048)]
    [InlineData(100, 32768)]
    [InlineData(32767, 32768)]
    [InlineData(5000, 140_000)]
    [InlineData(70_000, 100_000)]
    public void Of_equal_differences_the_first_is_the_worst(int first, int second)
    {
        Columns columns = Columns.Of("normal", 140_001);
        (columns.Actual[first], columns.Predicted[first]) = (3, 1003);
        (columns.Actual[second], columns.Predicted[second]) = (1007, 7);
        Assert.All(
            (int[])[1, 2, 3, 4],
            threads => Assert.Equal(first + 1, Worst(columns, threads).Index));
    }

    [Fact]
    public void Of_differences_all_equal_the_first_is_the_worst() =>
        Assert.All(
            (int[])[1, 9, 2049, 140_001],
            length => Assert.Equal(
                1, new Columns(new double[length], [.. Enumerable.Repeat(1.0, length)]).Summary().LargestIndex));

    [Theory]
    [InlineData("perfect predictions")]
    [InlineData("zeros")]
    public void Of_perfect_predictions_the_first_is_the_worst(string kind) =>
        Assert.All((int[])[1, 9, 2049, 140_001], length => Assert.Equal(1, Columns.Of(kind, length).Summary().LargestIndex));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_worst_record_is_the_first_with_the_largest_difference(string kind) =>
        Assert.All(
            (int[])[1, 7, 9, 2049, 6001, 40_000],
            length =>
            {
                Columns columns = Columns.Of(kind, length, seed: length);
                Assert.Equal(
                    new ExactColumns(columns.Actual, columns.Predicted).LargestIndex, columns.Summary().LargestIndex);
            });

    [Fact]
    public void A_difference_one_ulp_larger_is_worse_wherever_it_lies() =>
        Assert.All(
            (int[])[0, 9, 2047, 2048, 4999],
            position =>
            {
                double[] predicted = [.. Enumerable.Repeat(0.1, 5000)];
                predicted[position] = Math.BitIncrement(0.1);
                Assert.Equal(position + 1, new Columns(new double[5000], predicted).Summary().LargestIndex);
            });

    [Fact]
    public void The_worst_loss_and_the_largest_difference_are_those_of_the_worst_record()
    {
        Columns columns = Columns.Of("normal", 5000);
        (columns.Actual[4321], columns.Predicted[4321]) = (100, -25);
        L2LossSummary summary = columns.Summary();
        Assert.Equal((4322, 15625, 125), (summary.LargestIndex, summary.LargestLoss, summary.MaxError));
    }

    [Fact]
    public void Of_equal_differences_in_two_calls_the_first_is_the_worst()
    {
        Columns columns = Columns.Of("whole numbers", 3000);
        columns.Actual[100] = 1000;
        columns.Predicted[100] = 0;
        L2LossAccumulator sums = columns.Measure();
        sums.Add(columns.Actual, columns.Predicted);
        Assert.Equal(101, sums.ToSummary().LargestIndex);
    }

    private static WorstRecord Worst(Columns columns, int threads)
    {
        WorstRecord worst = default;
        LossSums sums = default;
        ArraySums.Add<double>(columns.Actual, columns.Predicted, default, ref sums, ref worst, 0, [], threads);
        return worst;
    }
}
