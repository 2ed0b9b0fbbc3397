using CsCheck;
using L2Loss.Tests.Exact;
using Xunit;

namespace L2Loss.Tests.Kernel;

/// <summary>Neither vectors nor threads, neither calls nor merges nor their order change a bit of the summary.</summary>
public sealed class ColumnInvarianceTests
{
    // A denormal beside normal numbers can settle a tie, but lies beyond the bits of the sums.
    private static readonly string[] WithinBits = [.. Columns.Kinds.Keys.Where(kind => kind != "denormal among normal")];

    private static readonly Gen<Columns> Small = Made(Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 300]));

    private static readonly Gen<Columns> AcrossBlocks = Made(Gen.OneOf(Gen.Int[2000, 2100], Gen.Int[4000, 9000]));

    private static readonly Gen<VectorWidth> Widths = OneOf(SupportedWidths());

    private static readonly int[] SeveralThreads = [2, 3, 4];

    public static TheoryData<string> Kinds => [.. Columns.Kinds.Keys];

    [Fact]
    public void Small_columns_have_the_same_bits_at_any_vector_width() =>
        Gen.Select(Small, Widths, Gen.Int[1, 4]).Sample(AssertSameState, iter: 5000);

    [Fact]
    public void Columns_of_several_blocks_have_the_same_bits_at_any_vector_width() =>
        Gen.Select(AcrossBlocks, Widths, Gen.Int[1, 4]).Sample(AssertSameState, iter: 80);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Columns_of_several_chunks_have_the_same_bits_with_any_vectors_and_threads(string kind)
    {
        Columns columns = Columns.Of(kind, 100_003);
        string expected = columns.State(VectorWidth.Scalar, 1);
        Assert.All(
            from width in SupportedWidths() from threads in SeveralThreads select (width, threads),
            way => Assert.Equal(expected, columns.State(way.width, way.threads)));
    }

    [Fact]
    public void Small_columns_have_the_same_sums_in_any_number_of_calls() =>
        Gen.Select(Small, Gen.Int[0, 300].Array[0, 4]).Sample(
            (columns, cuts) =>
            {
                var sums = new L2LossAccumulator();
                foreach (Columns part in Cut(columns, cuts))
                {
                    sums.Add(part.Actual, part.Predicted);
                }

                AssertSameSums(columns, sums);
            },
            iter: 3000);

    [Fact]
    public void Small_columns_have_the_same_sums_merged_from_parts_in_any_order() =>
        Gen.Select(Small, Gen.Int[0, 300].Array[0, 5], Gen.Int).Sample(AssertMerges, iter: 3000);

    [Fact]
    public void Columns_of_several_blocks_have_the_same_sums_merged_from_parts_in_any_order() =>
        Gen.Select(AcrossBlocks, Gen.Int[0, 9000].Array[0, 5], Gen.Int).Sample(AssertMerges, iter: 80);

    [Fact]
    public void Records_added_one_by_one_have_the_same_sums_as_columns() =>
        Small.Sample(
            columns =>
            {
                var sums = new L2LossAccumulator();
                foreach ((double actual, double predicted) in columns.Actual.Zip(columns.Predicted))
                {
                    sums.Add(Number.Binary(actual), Number.Binary(predicted));
                }

                AssertSameSums(columns, sums);
            },
            iter: 2000);

    [Fact]
    public void The_worst_record_of_parts_in_their_order_is_that_of_the_whole() =>
        Gen.Select(Small, Gen.Int[0, 300].Array[0, 5]).Sample(
            (columns, cuts) =>
            {
                var merged = new L2LossAccumulator();
                foreach (Columns part in Cut(columns, cuts))
                {
                    merged.Add(part.Measure());
                }

                Assert.Equal(
                    new ExactColumns(columns.Actual, columns.Predicted).LargestIndex, merged.ToSummary().LargestIndex);
            },
            iter: 2000);

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Columns> Made(Gen<int> lengths) =>
        Gen.Select(OneOf(WithinBits), lengths, Gen.Int)
            .Select((kind, length, seed) => Columns.Of(kind, length, seed));

    private static void AssertSameState(Columns columns, VectorWidth width, int threads) =>
        Assert.Equal(columns.State(VectorWidth.Scalar, 1), columns.State(width, threads));

    private static void AssertMerges(Columns columns, int[] cuts, int seed)
    {
        Columns[] parts = [.. Cut(columns, cuts)];
        new Random(seed).Shuffle(parts);
        var merged = new L2LossAccumulator();
        foreach (Columns part in parts)
        {
            merged.Add(part.Measure());
        }

        AssertSameSums(columns, merged);
    }

    private static void AssertSameSums(Columns columns, L2LossAccumulator sums) =>
        Assert.Equal(Measured.OrderFreeBits(columns.Summary()), Measured.OrderFreeBits(sums.ToSummary()));

    private static IEnumerable<Columns> Cut(Columns columns, int[] cuts)
    {
        int start = 0;
        foreach (int cut in cuts.Select(cut => Math.Min(cut, columns.Length)).Append(columns.Length).Order())
        {
            yield return columns[start..cut];
            start = cut;
        }
    }

    private static VectorWidth[] SupportedWidths() => [.. Enum.GetValues<VectorWidth>().Where(ArraySums.IsSupported)];
}
