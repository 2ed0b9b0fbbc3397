using ParquetSharp;
using ParquetSharp.IO;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>A row group is never in memory as a whole: only a page of each column is.</summary>
public sealed class RowGroupMemoryTests
{
    private const int Rows = 500_000;

    [Theory]
    [InlineData(Compression.Uncompressed)]
    [InlineData(Compression.Snappy)]
    public void Reading_takes_memory_for_pages_only(Compression compression)
    {
        byte[] bytes = Write(compression);

        // All on this thread, whatever other tests do on theirs.
        long before = GC.GetAllocatedBytesForCurrentThread();
        (long count, double sum) = Read(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((Rows, (Rows - 1) / 2.0 * Rows), (count, sum));

        // The column has 4 MB, a page 16 KB.
        Assert.InRange(allocated, 0, 1_000_000);
    }

    private static (long Count, double Sum) Read(byte[] bytes)
    {
        using var file = new ParquetFile(new MemoryStream(bytes));
        file.Select(new ColumnSelection([0], [], new NumberReader()));
        RecordBlock block = file.CreateBlock();
        long count = 0;
        double sum = 0;
        using RecordPiece piece = file.ReadPiece(CancellationToken.None)!;
        while (piece.Read(block, CancellationToken.None))
        {
            for (int record = 0; record < block.Count; record++)
            {
                block.Numbers[0].Read(record, out Number number);
                sum += number.Value;
            }

            count += block.Count;
        }

        Assert.Null(file.ReadPiece(CancellationToken.None));
        return (count, sum);
    }

    /// <summary>One row group with many pages.</summary>
    private static byte[] Write(Compression compression)
    {
        using WriterProperties properties =
            new WriterPropertiesBuilder().DisableDictionary().DataPagesize(16_384).Compression(compression).Build();
        var stream = new MemoryStream();
        using (var output = new ManagedOutputStream(stream, leaveOpen: true))
        using (var writer = new ParquetFileWriter(output, [new Column<double>("v")], LogicalTypeFactory.Default, properties, null))
        {
            using RowGroupWriter rows = writer.AppendRowGroup();
            using LogicalColumnWriter<double> column = rows.NextColumn().LogicalWriter<double>();
            column.WriteBatch([.. Enumerable.Range(0, Rows).Select(i => (double)i)]);
        }

        return stream.ToArray();
    }
}
