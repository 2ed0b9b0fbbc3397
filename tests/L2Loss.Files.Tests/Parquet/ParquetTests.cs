using System.Globalization;
using CsCheck;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace L2Loss.Files.Tests;

public sealed class ParquetTests
{
    private static readonly NumberReader Reader = new();

    [Fact]
    public void Doubles_come_as_they_are() => Check(Gen.Double);

    [Fact]
    public void Floats_are_widened() => Check(Gen.Float);

    [Fact]
    public void Integers_are_decimals()
    {
        Check(Gen.Long);
        Check(Gen.ULong);
        Check(Gen.Int);
        Check(Gen.UInt);
        Check(Gen.Short);
        Check(Gen.SByte);
    }

    [Fact]
    public void Decimals_are_exact_up_to_the_digits_of_their_column() => Gen.Select(
        Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Bool).Array[0, 9], Gen.Int[0, 18], Gen.OneOf(18, 28, 38))
        .Sample(
            (values, scale, precision) =>
            {
                decimal?[] expected = [.. values.Select(value => value.Item2 ? (decimal?)null : value.Item1 / Power(scale))];
                byte[] bytes = ParquetCells.Write(new DecimalDataField("v", precision, scale, isNullable: true), expected);
                Assert.Equal(Numbers(expected), Cells(bytes));
            },
            iter: 200);

    [Fact]
    public async Task Words_are_read_by_the_rules_for_text()
    {
        var field = new DataField<string>("v");
        var stream = new MemoryStream();
        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream);
        using (ParquetRowGroupWriter group = writer.CreateRowGroup())
        {
            await group.WriteAsync(field, ["0.3", null, "", "1,5", " 7 ", "x"]);
        }

        await writer.DisposeAsync();
        var reader = new NumberReader(CultureInfo.GetCultureInfo("de-DE"), ["x"]);
        List<ParquetCells.Cell> cells = ParquetCells.Read(stream.ToArray(), reader).Cells["v"];
        Assert.Equal(["0.3", null, "", "1,5", " 7 ", "x"], cells.Select(cell => cell.Text));
        Assert.Equal((NumberFault.None, 1.5), (cells[3].Fault, cells[3].Number.Value));
        Assert.Equal((NumberFault.None, 7), (cells[4].Fault, cells[4].Number.Value));
        Assert.All([1, 2, 5], index => Assert.Equal(NumberFault.Missing, cells[index].Fault));
    }

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.LZ4)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public void Every_compression_is_read(CompressionMethod compression)
    {
        double?[] values = [1, null, double.NaN, double.PositiveInfinity, -0.5];
        Assert.Equal(Numbers(values), Cells(ParquetCells.Write(new DataField<double?>("v"), values, compression)));
    }

    [Fact]
    public async Task A_row_group_longer_than_a_block_keeps_its_order()
    {
        var field = new DataField<double>("v");
        double[] values = [.. Enumerable.Range(0, 5000).Select(value => value / 3.0)];
        var stream = new MemoryStream();
        ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(field), stream);
        using (ParquetRowGroupWriter group = writer.CreateRowGroup())
        {
            await group.WriteAsync<double>(field, (ReadOnlyMemory<double>)values);
        }

        await writer.DisposeAsync();
        Assert.Equal(values, ParquetCells.Read(stream.ToArray()).Cells["v"].Select(cell => cell.Number.Value));
    }

    [Fact]
    public void A_cut_file_is_malformed()
    {
        byte[] bytes = ParquetCells.Data("duckdb-snappy.parquet");
        for (int length = 0; length < bytes.Length; length++)
        {
            var exception = Assert.Throws<MalformedFileException>(() => ParquetCells.Read(bytes[..length]));
            Assert.StartsWith("The file is not a Parquet file or is cut off: ", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_corrupt_page_is_malformed()
    {
        double?[] values = [.. Enumerable.Range(0, 3).Select(value => (double?)value)];
        byte[] bytes = ParquetCells.Write(new DataField<double?>("v"), values);
        bytes.AsSpan(4, 60).Fill(0xFF);
        var exception = Assert.Throws<MalformedFileException>(() => ParquetCells.Read(bytes));
        Assert.StartsWith("Row group 1 of the Parquet file is corrupt: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000KoBDOQm5")]
    [InlineData("0YCN3airzyq7")]
    public void A_damaged_file_is_read_or_malformed(string seed)
    {
        byte[][] files = [ParquetCells.Data("duckdb-snappy.parquet"), ParquetCells.Data("duckdb-zstd.parquet"), ParquetCells.Data("duckdb-gzip.parquet")];
        Gen.Select(Gen.OneOf(files), Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 3]).Sample(
            (original, changes) =>
            {
                byte[] bytes = [.. original];
                foreach ((int place, byte value) in changes)
                {
                    bytes[place % bytes.Length] = value;
                }

                try
                {
                    ParquetCells.Read(bytes);
                }
                catch (Exception exception) when (exception is MalformedFileException or OutOfMemoryException)
                {
                    // A size that no memory holds.
                }
            },
            seed: seed,
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void A_footer_without_an_end_is_malformed()
    {
        byte[] bytes = ParquetCells.Data("duckdb-gzip.parquet");

        // The stop of the footer becomes a list: Parquet.Net alone would never come back.
        bytes[^9] = 201;
        Assert.EndsWith(
            "its footer is broken.",
            Assert.Throws<MalformedFileException>(() => ParquetCells.Read(bytes)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_read_stops_and_a_changed_file_is_an_error()
    {
        var stream = new MemoryStream();
        stream.Write(ParquetCells.Data("duckdb-snappy.parquet"));
        using var file = new ParquetFile(stream);
        file.Select(new ColumnSelection([0], [], Reader));
        Assert.ThrowsAny<OperationCanceledException>(() => file.ReadPiece(new CancellationToken(true)));
        stream.SetLength(stream.Length + 7);
        Assert.StartsWith(
            "The file changed while it was read",
            Assert.Throws<IOException>(() => file.ReadPiece(CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_opening_leaves_nothing_open()
    {
        var stream = new MemoryStream(new byte[100]);
        Assert.Throws<MalformedFileException>(() => new ParquetFile(stream));
        Assert.False(stream.CanRead);
    }

    private static void Check<T>(Gen<T> values)
        where T : struct
    {
        Gen.Select(values.Array[0, 9], Gen.Bool.Array[9]).Sample(
            (given, nulls) =>
            {
                T?[] optional = [.. given.Select((value, index) => nulls[index] ? (T?)null : value)];
                Assert.Equal(Numbers(optional), Cells(ParquetCells.Write(new DataField<T?>("v"), optional)));
                T?[] required = [.. given.Select(value => (T?)value)];
                Assert.Equal(Numbers(required), Cells(ParquetCells.Write(new DataField<T>("v"), required)));
            },
            iter: 100);
    }

    private static decimal Power(int scale) => (decimal)System.Numerics.BigInteger.Pow(10, scale);

    private static (NumberFault, Number)[] Numbers<T>(T?[] values)
        where T : struct => [.. values.Select(value => (Reader.Read((object?)value, out Number number), number))];

    private static (NumberFault, Number)[] Cells(byte[] bytes) =>
        [.. ParquetCells.Read(bytes).Cells["v"].Select(cell => (cell.Fault, cell.Number))];
}
