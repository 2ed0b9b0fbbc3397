using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>Columns of floats give the bits of the same numbers as doubles.</summary>
public sealed class FloatColumnTests
{
    private static readonly Gen<float> AnyFloat =
        Gen.Int.Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);

    public static TheoryData<string> Kinds =>
        [
            "normal", "close predictions", "mixed magnitudes", "offset 1e9", "alternating signs", "scale that jumps",
            "constant actuals", "perfect predictions", "perfect but for one", "whole numbers", "zeros",
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Floats_have_the_bits_of_the_widened_doubles(string kind) =>
        Assert.All(
            (int[])[0, 1, 7, 8, 9, 2047, 2048, 2049, 32769, 100_003],
            length =>
            {
                (float[] actual, float[] predicted) = Floats(Columns.Of(kind, length));
                Assert.Equal(State(Widened(actual), Widened(predicted)), State(actual, predicted));
            });

    [Fact]
    public void Any_floats_have_the_bits_of_the_widened_doubles() =>
        Gen.Select(AnyFloat, AnyFloat).Array[0, 40].Sample(
            pairs =>
            {
                float[] actual = [.. pairs.Select(pair => pair.Item1)];
                float[] predicted = [.. pairs.Select(pair => pair.Item2)];
                Assert.Equal(State(Widened(actual), Widened(predicted)), State(actual, predicted));
            },
            iter: 2000);

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    public void Floats_after_a_double_that_is_no_float_are_summed_exactly(double first)
    {
        (float[] actual, float[] predicted) = Floats(Columns.Of("normal", 2500));
        var sums = new L2LossAccumulator();
        sums.Add([first], [0.0]);
        sums.Add(actual, predicted);
        Assert.Equal(
            new ExactColumns([first, .. Widened(actual)], [0.0, .. Widened(predicted)]).ToString(),
            ExactColumns.Text(sums.ToSummary()));
    }

    [Fact]
    public void Few_floats_after_a_double_that_is_no_float_are_summed_exactly()
    {
        var sums = new L2LossAccumulator();
        sums.Add([0.1], [0.0]);
        sums.Add([0.125f, 0.0625f, 0.09375f], [0f, 0f, 0f]);
        Assert.Equal(
            new ExactColumns([0.1, 0.125, 0.0625, 0.09375], new double[4]).ToString(), ExactColumns.Text(sums.ToSummary()));
    }

    private static (float[] Actual, float[] Predicted) Floats(Columns columns) =>
        ([.. columns.Actual.Select(a => (float)a)], [.. columns.Predicted.Select(p => (float)p)]);

    private static double[] Widened(float[] values) => [.. values.Select(value => (double)value)];

    private static string? State(double[] actual, double[] predicted)
    {
        var sums = new L2LossAccumulator();
        sums.Add(actual, predicted);
        return sums.ToSummary().MergeState;
    }

    private static string? State(float[] actual, float[] predicted)
    {
        var sums = new L2LossAccumulator();
        sums.Add(actual, predicted);
        return sums.ToSummary().MergeState;
    }
}
