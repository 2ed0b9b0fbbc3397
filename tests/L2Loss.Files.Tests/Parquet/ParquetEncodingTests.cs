using System.Globalization;
using ParquetSharp;
using ParquetSharp.IO;
using Xunit;
using PageEncoding = ParquetSharp.Encoding;

namespace L2Loss.Files.Tests;

/// <summary>Every encoding of values against Apache Arrow's writer, on random columns with extreme values.</summary>
public sealed class ParquetEncodingTests
{
    private const int Rows = 1500;

    private static readonly NumberReader Reader = new();

    private static readonly Compression[] Codecs =
        [Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4];

    public static TheoryData<PageEncoding> Whole => [PageEncoding.Plain, PageEncoding.RleDictionary, PageEncoding.DeltaBinaryPacked, PageEncoding.ByteStreamSplit];

    public static TheoryData<PageEncoding> Binary => [PageEncoding.Plain, PageEncoding.RleDictionary, PageEncoding.ByteStreamSplit];

    public static TheoryData<PageEncoding> Texts => [PageEncoding.Plain, PageEncoding.RleDictionary, PageEncoding.DeltaLengthByteArray, PageEncoding.DeltaByteArray];

    [Theory]
    [MemberData(nameof(Whole))]
    public void Integers_of_every_width_are_read(PageEncoding encoding)
    {
        Check(encoding, random => random.NextInt64(long.MinValue, long.MaxValue), long.MinValue, long.MaxValue, 0L, -1L, 1L << 32, -(1L << 32));
        Check(encoding, random => (ulong)random.NextInt64(long.MinValue, long.MaxValue), ulong.MaxValue, 0UL, 1UL << 63);
        Check(encoding, random => random.Next(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue, 0, -1);
        Check(encoding, random => (uint)random.NextInt64(0, uint.MaxValue), uint.MaxValue, 0U, 1U << 31);
        Check(encoding, random => (short)random.Next(short.MinValue, short.MaxValue), short.MinValue, short.MaxValue);
        Check(encoding, random => (ushort)random.Next(0, ushort.MaxValue), ushort.MaxValue, (ushort)0);
        Check(encoding, random => (sbyte)random.Next(sbyte.MinValue, sbyte.MaxValue), sbyte.MinValue, sbyte.MaxValue);
        Check(encoding, random => (byte)random.Next(0, byte.MaxValue), byte.MaxValue, (byte)0);
        Check(encoding, _ => 7L);
        Check(encoding, random => random.NextInt64(-3, 3));
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Floating_point_numbers_of_every_width_are_read(PageEncoding encoding)
    {
        Check(
            encoding,
            random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            double.NaN, double.PositiveInfinity, double.Epsilon, double.MaxValue, -0.0);
        Check(
            encoding,
            random => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
            float.NaN, float.NegativeInfinity, float.Epsilon, float.MinValue);
        Check(
            encoding,
            random => BitConverter.UInt16BitsToHalf((ushort)random.Next(0, ushort.MaxValue)),
            Half.NaN, Half.PositiveInfinity, Half.Epsilon, Half.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_are_read(PageEncoding encoding)
    {
        string[] words = ["", "NA", "1.5", "-0.25", "1e3", "x", "1.55", "123456789012345678901234567890.5", " 7 ", "\u20AC5", "12", "123", "1234"];
        foreach ((byte[] bytes, string?[] values) in Write(encoding, random => words[random.Next(words.Length)], isNullable: true))
        {
            List<ParquetCells.Cell> cells = ParquetCells.Read(bytes).Cells["v"];
            Assert.Equal(values, cells.Select(cell => cell.Text));
            Assert.Equal(
                values.Select(value => (Reader.Read((object?)value, out Number number), number)), cells.Select(cell => (cell.Fault, cell.Number)));
        }
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(18, 18)]
    [InlineData(28, 9)]
    [InlineData(29, 20)]
    public void Decimals_are_read_as_bytes_and_as_integers(int precision, int scale)
    {
        foreach (bool isInteger in new[] { false, true })
        {
            var random = new Random(precision);
            decimal?[] values = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(5) == 0
                ? (decimal?)null
                : Math.Round(random.Next(-99999, 99999) * (decimal)random.NextDouble() / 100_000m, Math.Min(scale, 28)))];
            Column[] columns = [new Column<decimal?>("v", ParquetSharp.LogicalType.Decimal(precision, scale))];
            using WriterProperties properties = isInteger
                ? new WriterPropertiesBuilder().EnableStoreDecimalAsInteger().Build()
                : new WriterPropertiesBuilder().Build();
            byte[] bytes;
            try
            {
                bytes = Write(columns, properties, values);
            }
            catch (Exception failure) when (isInteger && failure is NotSupportedException or ParquetException)
            {
                continue;
            }

            Assert.Equal(
                values.Select(value => value is null ? default : Number.FromDecimal(value.Value)),
                ParquetCells.Read(bytes).Cells["v"].Select(cell => cell.Number));
        }
    }

    [Fact]
    public void Truth_values_are_read_and_are_no_numbers()
    {
        foreach (PageEncoding encoding in new[] { PageEncoding.Plain, PageEncoding.Rle })
        {
            foreach ((byte[] bytes, bool?[] values) in Write<bool?>(encoding, random => random.Next(3) > 0, isNullable: true))
            {
                List<ParquetCells.Cell> cells = ParquetCells.Read(bytes).Cells["v"];
                Assert.Equal(values.Select(value => value?.ToString(CultureInfo.InvariantCulture)), cells.Select(cell => cell.Text));
                Assert.Equal(values.Select(value => value is null ? NumberFault.Missing : NumberFault.NotNumeric), cells.Select(cell => cell.Fault));
            }
        }
    }

    [Fact]
    public void A_wrong_checksum_is_an_error_where_there_is_one()
    {
        using WriterProperties properties = new WriterPropertiesBuilder().EnablePageChecksum().DisableDictionary().Compression(Compression.Uncompressed).Build();
        byte[] bytes = Write([new Column<long>("v")], properties, [.. Enumerable.Range(0, 1000).Select(value => 0x0123_4567_89AB_0000L + value)]);
        Assert.Equal(1000, ParquetCells.Read(bytes).Cells["v"].Count);
        int place = bytes.AsSpan().IndexOf(new byte[] { 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01 });
        bytes[place] ^= 1;
        MalformedFileException error = Assert.Throws<MalformedFileException>(() => ParquetCells.Read(bytes));
        Assert.Contains("column 'v': a page does not have the checksum", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ParquetDataPageVersion.V1, Compression.Uncompressed, true)]
    [InlineData(ParquetDataPageVersion.V1, Compression.Snappy, false)]
    [InlineData(ParquetDataPageVersion.V2, Compression.Zstd, true)]
    [InlineData(ParquetDataPageVersion.V2, Compression.Uncompressed, false)]
    public void A_changed_page_header_is_an_error_or_changes_nothing(ParquetDataPageVersion version, Compression compression, bool isNullable)
    {
        using WriterProperties properties = new WriterPropertiesBuilder()
            .DataPageVersion(version).DisableDictionary().DisableStatistics().Compression(compression).Build();
        long[] values = [.. Enumerable.Range(0, 200).Select(value => (value * 7919L) % 1009)];
        byte[] bytes = isNullable
            ? Write([new Column<long?>("v")], properties, [.. values.Select(value => (long?)value)])
            : Write([new Column<long>("v")], properties, values);
        PageHeader.Read(bytes.AsSpan(4), out int length);
        for (int bit = 8 * 4; bit < 8 * (4 + length); bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(values.Select(value => (double)value), ParquetCells.Read(changed).Cells["v"].Select(cell => cell.Number.Value));
            }
            catch (MalformedFileException)
            {
                // What is wanted.
            }
        }
    }

    [Fact]
    public void A_file_with_an_encrypted_footer_is_said_to_be_encrypted()
    {
        byte[] bytes = [.. "PAR1"u8, .. new byte[40], 8, 0, 0, 0, .. "PARE"u8];
        Assert.Equal("The Parquet file is encrypted.", Assert.Throws<MalformedFileException>(() => ParquetCells.Read(bytes)).Message);
    }

    private static void Check<T>(PageEncoding encoding, Func<Random, T> next, params T[] extremes)
        where T : struct
    {
        foreach ((byte[] bytes, T?[] values) in Write<T?>(
            encoding, random => extremes.Length > 0 && random.Next(4) == 0 ? extremes[random.Next(extremes.Length)] : next(random), isNullable: true))
        {
            AssertSame(bytes, values);
        }

        foreach ((byte[] bytes, T[] values) in Write(encoding, next, isNullable: false))
        {
            AssertSame(bytes, [.. values.Select(value => (T?)value)]);
        }
    }

    private static void AssertSame<T>(byte[] bytes, T?[] values)
        where T : struct
    {
        List<ParquetCells.Cell> cells = ParquetCells.Read(bytes).Cells["v"];
        Assert.Equal(values.Length, cells.Count);
        for (int i = 0; i < values.Length; i++)
        {
            NumberFault fault = Reader.Read((object?)values[i], out Number number);
            if (fault != cells[i].Fault || !number.Equals(cells[i].Number))
            {
                Assert.Fail($"{typeof(T).Name} {i}: {values[i]} is {cells[i].Fault} {cells[i].Number}");
            }
        }
    }

    /// <summary>Files of one column in both forms of pages, in small pages and one large one.</summary>
    private static IEnumerable<(byte[] Bytes, T[] Values)> Write<T>(PageEncoding encoding, Func<Random, T> next, bool isNullable)
    {
        var random = new Random((int)encoding + (isNullable ? 100 : 0));
        foreach (ParquetDataPageVersion version in new[] { ParquetDataPageVersion.V1, ParquetDataPageVersion.V2 })
        {
            foreach (int size in new[] { 1000, 1_000_000 })
            {
                T[] values = [.. Enumerable.Range(0, Rows).Select(_ => isNullable && random.Next(6) == 0 ? default! : next(random))];
                WriterPropertiesBuilder builder = new WriterPropertiesBuilder()
                    .DataPageVersion(version).DataPagesize(size).WriteBatchSize(100).Compression(Codecs[random.Next(Codecs.Length)]);
                builder = random.Next(2) == 0 ? builder.EnablePageChecksum() : builder;
                builder = encoding == PageEncoding.RleDictionary ? builder.EnableDictionary() : builder.DisableDictionary().Encoding(encoding);
                using WriterProperties properties = builder.Build();
                yield return (Write([new Column<T>("v")], properties, values), values);
            }
        }
    }

    private static byte[] Write<T>(Column[] columns, WriterProperties properties, T[] values)
    {
        var stream = new MemoryStream();
        using (var output = new ManagedOutputStream(stream, leaveOpen: true))
        using (var writer = new ParquetFileWriter(output, columns, LogicalTypeFactory.Default, properties, null))
        {
            foreach (T[] group in values.Chunk((values.Length / 2) + 1))
            {
                using RowGroupWriter rows = writer.AppendRowGroup();
                using LogicalColumnWriter<T> column = rows.NextColumn().LogicalWriter<T>();
                column.WriteBatch(group);
            }

            writer.Close();
        }

        return stream.ToArray();
    }
}
