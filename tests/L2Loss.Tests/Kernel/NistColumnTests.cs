using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>NIST StRD sets as columns of doubles.</summary>
public sealed class NistColumnTests
{
    /// <summary>Linear regression, higher difficulty: y at x = 0 to 20.</summary>
    private static readonly double[] Wampler4 =
    [
        75901, -204794, 204863, -204436, 253665, -200894, 214131, -185192, 221249, -138370, 315911, -27644, 455253, 197434,
        783995, 608816, 1370781, 1303798, 2205519, 2408860, 3444321,
    ];

    /// <summary>Univariate, lower difficulty: deflections of a beam.</summary>
    private static readonly double[] Lew =
    [
        -213, -564, -35, -15, 141, 115, -420, -360, 203, -338, -431, 194, -220, -513, 154, -125, -559, 92, -21, -579,
        -52, 99, -543, -175, 162, -457, -346, 204, -300, -474, 164, -107, -572, -8, 83, -541, -224, 180, -420, -374,
        201, -236, -531, 83, 27, -564, -112, 131, -507, -254, 199, -311, -495, 143, -46, -579, -90, 136, -472, -338,
        202, -287, -477, 169, -124, -568, 17, 48, -568, -135, 162, -430, -422, 172, -74, -577, -13, 92, -534, -243,
        194, -355, -465, 156, -81, -578, -64, 139, -449, -384, 193, -198, -538, 110, -44, -577, -6, 66, -552, -164,
        161, -460, -344, 205, -281, -504, 134, -28, -576, -118, 156, -437, -381, 200, -220, -540, 83, 11, -568, -160,
        172, -414, -408, 188, -125, -572, -32, 139, -492, -321, 205, -262, -504, 142, -83, -574, 0, 48, -571, -106,
        137, -501, -266, 190, -391, -406, 194, -186, -553, 83, -13, -577, -49, 103, -515, -280, 201, 300, -506, 131,
        -45, -578, -80, 138, -462, -361, 201, -211, -554, 32, 74, -533, -235, 187, -372, -442, 182, -147, -566, 25,
        68, -535, -244, 194, -351, -463, 174, -125, -570, 15, 72, -550, -190, 172, -424, -385, 198, -218, -536, 96,
    ];

    [Fact]
    public void Wampler4_against_its_certified_fit_has_the_certified_residual_sum_of_squares()
    {
        double[] fit = [.. Enumerable.Range(0, 21).Select(x => Enumerable.Range(0, 6).Sum(power => Math.Pow(x, power)))];
        Assert.Equal(835542680000, new Columns(Wampler4, fit).Summary().SumOfSquares);
    }

    [Fact]
    public void Lew_has_the_mean_that_is_certified() => Assert.Equal(-177.435, LewSummary().MeanActual);

    [Fact]
    public void Lew_has_the_total_sum_of_squares_of_the_standard_deviation_that_is_certified()
    {
        L2LossSummary summary = LewSummary();
        Assert.Equal(15305713.155, summary.TotalSumOfSquares);
        Assert.Equal(277.332168044316, Math.Sqrt(summary.TotalSumOfSquares / 199), 12);
    }

    [Fact]
    public void Lew_against_its_mean_explains_nothing() => Assert.Equal(0.0, LewSummary().R2, 15);

    [Fact]
    public void NumAcc4_has_the_sum_of_squares_of_its_doubles()
    {
        double[] values = [10000000.2, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 10000000.1 : 10000000.3)];
        double[] mean = [.. Enumerable.Repeat(10000000.2, values.Length)];
        Assert.Equal(10.00000011175871, new Columns(values, mean).Summary().SumOfSquares);
    }

    private static L2LossSummary LewSummary() => new Columns(Lew, [.. Enumerable.Repeat(-177.435, Lew.Length)]).Summary();
}
