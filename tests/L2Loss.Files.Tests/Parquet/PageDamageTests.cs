using ParquetSharp;
using ParquetSharp.IO;
using Xunit;
using PageEncoding = ParquetSharp.Encoding;

namespace L2Loss.Files.Tests;

/// <summary>Files with checksums of which one bit before the footer was changed: no other number is read.</summary>
public sealed class PageDamageTests
{
    [Theory]
    [InlineData(ParquetDataPageVersion.V1, PageEncoding.RleDictionary)]
    [InlineData(ParquetDataPageVersion.V2, PageEncoding.RleDictionary)]
    [InlineData(ParquetDataPageVersion.V2, PageEncoding.DeltaBinaryPacked)]
    public void A_changed_bit_is_an_error_or_changes_nothing(ParquetDataPageVersion version, PageEncoding encoding)
    {
        byte[] bytes = Write(version, encoding);
        List<ParquetCells.Cell> cells = ParquetCells.Read(bytes).Cells["v"];
        int footer = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        int errors = 0;
        for (int bit = 8 * 4; bit < 8 * footer; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                bool isSame = cells.SequenceEqual(ParquetCells.Read(changed).Cells["v"]);
                Assert.True(isSame, $"bit {bit % 8} of byte {bit / 8}, {bytes[bit / 8]:x2}, in {Convert.ToHexString(bytes, 0, footer)}");
            }
            catch (MalformedFileException)
            {
                errors++;
            }
        }

        Assert.True(errors > 100, $"only {errors} errors");
    }

    private static byte[] Write(ParquetDataPageVersion version, PageEncoding encoding)
    {
        WriterPropertiesBuilder builder = new WriterPropertiesBuilder()
            .DataPageVersion(version).DisableStatistics().EnablePageChecksum().Compression(Compression.Uncompressed);
        builder = encoding == PageEncoding.RleDictionary ? builder.EnableDictionary() : builder.DisableDictionary().Encoding(encoding);
        using WriterProperties properties = builder.Build();
        var stream = new MemoryStream();
        using (var output = new ManagedOutputStream(stream, leaveOpen: true))
        using (var writer = new ParquetFileWriter(output, [new Column<long?>("v")], LogicalTypeFactory.Default, properties, null))
        {
            using RowGroupWriter rows = writer.AppendRowGroup();
            using LogicalColumnWriter<long?> column = rows.NextColumn().LogicalWriter<long?>();
            column.WriteBatch([.. Enumerable.Range(0, 29).Select(i => i % 7 == 3 ? (long?)null : (i * 37) % 11)]);
        }

        return stream.ToArray();
    }
}
