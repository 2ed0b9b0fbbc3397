using System.Globalization;
using System.Text;
using L2Loss.Files;
using ParquetSharp;
using ParquetSharp.IO;
using PageEncoding = ParquetSharp.Encoding;

namespace L2Loss.Fuzz;

/// <summary>
/// Parquet files of Apache Arrow's writer with damage: a file is read or called malformed. Where pages have checksums, what
/// is read of damaged pages is what was written.
/// </summary>
internal static class ParquetCheck
{
    private static readonly (byte[] Bytes, string Content)[] Files = [.. MakeFiles().Select(bytes => (bytes, Describe(bytes)))];

    internal static void Run(Random random)
    {
        (byte[] original, string content) = Files[random.Next(Files.Length)];
        byte[] bytes = [.. original];
        int footer = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        bool changesPages = random.Next(2) == 0;
        for (int count = changesPages ? 1 : random.Next(1, 4); count > 0; count--)
        {
            // One byte of the pages at a time: of two the first can make the checksum another field.
            int at = changesPages ? random.Next(footer) : random.Next(footer, bytes.Length);
            bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] ^ (1 << random.Next(8)));
        }

        if (random.Next(20) == 0)
        {
            changesPages = false;
            bytes = bytes[..random.Next(bytes.Length)];
        }

        try
        {
            string read = Describe(bytes);
            if (changesPages)
            {
                int at = original.AsSpan().CommonPrefixLength(bytes);
                Check.Same(content, read, $"byte {at} of file {Array.FindIndex(Files, file => file.Bytes == original)}");
            }
        }
        catch (MalformedFileException)
        {
        }
    }

    private static string Describe(byte[] bytes)
    {
        var text = new StringBuilder();
        using var file = new ParquetFile(new MemoryStream(bytes));
        text.AppendJoin('|', file.Columns);
        int[] all = [.. Enumerable.Range(0, file.Columns.Count)];
        file.Select(new ColumnSelection(all, all, new NumberReader()));
        RecordBlock block = file.CreateBlock();
        while (file.ReadPiece(CancellationToken.None) is { } piece)
        {
            while (piece.Read(block, CancellationToken.None))
            {
                foreach (int column in all)
                {
                    for (int record = 0; record < block.Count; record++)
                    {
                        NumberFault fault = block.Numbers[column].Read(record, out Number number);
                        text.Append(CultureInfo.InvariantCulture, $"\n{column} {fault} {number} {block.Text(record, column)}");
                    }
                }
            }

            piece.Dispose();
        }

        return text.ToString();
    }

    private static IEnumerable<byte[]> MakeFiles()
    {
        var random = new Random(1);
        PageEncoding[] encodings = [PageEncoding.Plain, PageEncoding.RleDictionary, PageEncoding.DeltaBinaryPacked, PageEncoding.ByteStreamSplit];
        foreach (PageEncoding encoding in encodings)
        {
            foreach (ParquetDataPageVersion version in new[] { ParquetDataPageVersion.V1, ParquetDataPageVersion.V2 })
            {
                foreach (Compression codec in new[] { Compression.Uncompressed, Compression.Snappy, Compression.Zstd })
                {
                    WriterPropertiesBuilder builder = new WriterPropertiesBuilder()
                        .DataPageVersion(version).DataPagesize(200).WriteBatchSize(20).Compression(codec).EnablePageChecksum();
                    builder = encoding == PageEncoding.RleDictionary ? builder.EnableDictionary() : builder.DisableDictionary().Encoding(encoding);
                    using WriterProperties properties = builder.Build();
                    long?[] values = [.. Enumerable.Range(0, 120).Select(i => random.Next(6) == 0 ? (long?)null : random.Next(-300, 300))];
                    var stream = new MemoryStream();
                    using (var output = new ManagedOutputStream(stream, leaveOpen: true))
                    using (var writer = new ParquetFileWriter(
                        output, [new Column<long?>("Actual"), new Column<long>("Predicted")], LogicalTypeFactory.Default, properties, null))
                    {
                        foreach (long?[] group in values.Chunk(70))
                        {
                            using RowGroupWriter rows = writer.AppendRowGroup();
                            using (LogicalColumnWriter<long?> actual = rows.NextColumn().LogicalWriter<long?>())
                            {
                                actual.WriteBatch(group);
                            }

                            using LogicalColumnWriter<long> predicted = rows.NextColumn().LogicalWriter<long>();
                            predicted.WriteBatch([.. group.Select(value => value ?? 7)]);
                        }

                        writer.Close();
                    }

                    yield return stream.ToArray();
                }
            }
        }
    }
}
