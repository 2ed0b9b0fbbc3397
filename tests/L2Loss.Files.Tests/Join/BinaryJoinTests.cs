using Parquet;
using Parquet.Schema;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>Binary columns of two Parquet files joined give the bits of the arrays in the same order.</summary>
public sealed class BinaryJoinTests
{
    private const int Records = 5000;

    private static readonly DataField<long> Id = new("Id");

    private static readonly DataField<double> Value = new("V");

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Sums_are_those_of_arrays(int unmatched)
    {
        var random = new Random(5);
        long[] ids = [.. Enumerable.Range(0, Records).Select(i => (long)i)];
        double[] actual = [.. ids.Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-9, 9)))];
        double[] predicted = [.. actual.Select(value => value + random.NextDouble())];
        predicted[7] = double.NaN;
        int[] order = [.. Enumerable.Range(0, Records).OrderBy(_ => random.Next())];
        using var actualFile = new ParquetFile(new MemoryStream(Write(
            [.. ids.Concat(ids.Take(unmatched).Select(id => -id - 1))], [.. actual.Concat(actual.Take(unmatched))], 1300)));
        using var predictedFile = new ParquetFile(new MemoryStream(Write(
            [.. order.Select(i => ids[i])], [.. order.Select(i => predicted[i])], 2700)));
        var held = HeldRecords.Read(predictedFile, [0], [1], new NumberReader(), false, () => { }, CancellationToken.None);
        using var joined = new HeldJoin(actualFile, [0], held);
        var sums = new FileSums(joined, new ColumnRoles(1, [2], null, []), new NumberReader(), skipMissing: true);

        _ = sums.Run(2, CancellationToken.None).Count();

        L2LossSummary found = Assert.IsType<ModelSums>(Assert.Single(sums.Groups)).Models[0].ToSummary();
        var expectedSums = new L2LossAccumulator();
        expectedSums.Add(actual, predicted);
        L2LossSummary expected = expectedSums.ToSummary();
        Assert.Equal((expected.Read + unmatched, expected.Count), (found.Read, found.Count));
        Assert.Equal((unmatched, 1L + unmatched), (found.UnmatchedActual, found.Missing));
        Assert.Equal(
            (expected.SumOfSquares, expected.Mae, expected.MeanError, expected.TotalSumOfSquares, expected.LargestIndex),
            (found.SumOfSquares, found.Mae, found.MeanError, found.TotalSumOfSquares, found.LargestIndex));
    }

    private static byte[] Write(long[] ids, double[] values, int groupSize)
    {
        var stream = new MemoryStream();
        ParquetWriter writer = ParquetWriter.CreateAsync(new ParquetSchema(Id, Value), stream).GetAwaiter().GetResult();
        foreach ((long Id, double Value)[] group in ids.Zip(values).Chunk(groupSize))
        {
            using ParquetRowGroupWriter rows = writer.CreateRowGroup();
            rows.WriteAsync<long>(Id, (ReadOnlyMemory<long>)group.Select(row => row.Id).ToArray()).GetAwaiter().GetResult();
            rows.WriteAsync<double>(Value, (ReadOnlyMemory<double>)group.Select(row => row.Value).ToArray()).GetAwaiter().GetResult();
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return stream.ToArray();
    }
}
