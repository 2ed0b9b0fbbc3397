using System.IO.Compression;
using L2Loss.Files;
using ParquetSharp;
using ParquetSharp.IO;
using PageEncoding = ParquetSharp.Encoding;

namespace L2Loss.Fuzz;

/// <summary>Records as files of each kind, and what is measured of them. The columns are Actual, Predicted and, where there are weights, Weight.</summary>
internal static class FileWays
{
    /// <summary>The summary of a file whose records are all good, on a random number of threads.</summary>
    internal static L2LossSummary Measure(RecordFile file, bool hasWeights, Random random, string way)
    {
        using (file)
        {
            var sums = new FileSums(file, new ColumnRoles(0, [1], hasWeights ? 2 : null, []), new NumberReader(), skipMissing: false);
            foreach ((_, PieceSums piece) in sums.Run(random.Next(1, 4), CancellationToken.None))
            {
                Check.Same("0", FormattableString.Invariant($"{piece.Faults.Cells.Count}"), $"bad cells of {way}");
            }

            return ((ModelSums)sums.Groups[0]).Models[0].ToSummary();
        }
    }

    /// <summary>Lines of text as CSV, packed or not, in pieces of a random size.</summary>
    internal static DelimitedFile Csv(IEnumerable<string[]> records, bool hasWeights, Random random)
    {
        string quote = random.Next(3) == 0 ? "\"" : string.Empty;
        string end = random.Next(3) == 0 ? "\r\n" : "\n";
        IEnumerable<string> lines = records.Select(cells => $"{quote}{cells[0]}{quote},{string.Join(',', cells[1..])}");
        string text = string.Concat(lines.Prepend(hasWeights ? "Actual,Predicted,Weight" : "Actual,Predicted").Select(line => line + end));
        Packing packing = NextPacking(random);
        return DelimitedFile.Open(Pack(text, packing), new TextOptions(), packing, pieceSize: NextSize(random));
    }

    /// <summary>The same as JSON Lines.</summary>
    internal static JsonLinesFile JsonLines(IEnumerable<string[]> records, Random random)
    {
        string end = random.Next(3) == 0 ? "\r\n" : "\n";
        IEnumerable<string> lines = records.Select(cells =>
            $"{{\"Actual\":\"{cells[0]}\",\"Predicted\":{cells[1]}{(cells.Length > 2 ? $",\"Weight\":{cells[2]}" : string.Empty)}}}{end}");
        Packing packing = NextPacking(random);
        return new JsonLinesFile(Pack(string.Concat(lines), packing), packing: packing, pieceSize: NextSize(random));
    }

    /// <summary>Columns of doubles as Parquet, with random pages, encodings, codecs and row groups.</summary>
    internal static ParquetFile Parquet(double[][] columns, Random random)
    {
        PageEncoding[] encodings = [PageEncoding.Plain, PageEncoding.ByteStreamSplit, PageEncoding.RleDictionary];
        PageEncoding encoding = encodings[random.Next(encodings.Length)];
        Compression[] codecs = [Compression.Uncompressed, Compression.Snappy, Compression.Zstd, Compression.Gzip];
        WriterPropertiesBuilder builder = new WriterPropertiesBuilder()
            .DataPageVersion(random.Next(2) == 0 ? ParquetDataPageVersion.V1 : ParquetDataPageVersion.V2)
            .DataPagesize(random.Next(50, 2000))
            .WriteBatchSize(random.Next(5, 100))
            .Compression(codecs[random.Next(codecs.Length)]);
        builder = encoding == PageEncoding.RleDictionary ? builder.EnableDictionary() : builder.DisableDictionary().Encoding(encoding);
        using WriterProperties properties = builder.Build();
        string[] names = ["Actual", "Predicted", "Weight"];
        bool areOptional = random.Next(2) == 0;
        var stream = new MemoryStream();
        using (var output = new ManagedOutputStream(stream, leaveOpen: true))
        using (var writer = new ParquetFileWriter(
            output,
            [.. names.Take(columns.Length).Select(name => areOptional ? (Column)new Column<double?>(name) : new Column<double>(name))],
            LogicalTypeFactory.Default,
            properties,
            null))
        {
            int size = random.Next(1, columns[0].Length + 2);
            for (int start = 0; start < columns[0].Length; start += size)
            {
                using RowGroupWriter rows = writer.AppendRowGroup();
                foreach (double[] column in columns)
                {
                    double[] values = column[start..Math.Min(start + size, column.Length)];
                    if (areOptional)
                    {
                        using LogicalColumnWriter<double?> cells = rows.NextColumn().LogicalWriter<double?>();
                        cells.WriteBatch([.. values.Select(value => (double?)value)]);
                    }
                    else
                    {
                        using LogicalColumnWriter<double> cells = rows.NextColumn().LogicalWriter<double>();
                        cells.WriteBatch(values);
                    }
                }
            }

            writer.Close();
        }

        stream.Position = 0;
        return new ParquetFile(stream);
    }

    private static int NextSize(Random random) => random.Next(2) == 0 ? 1 << 16 : random.Next(64, 300);

    private static Packing NextPacking(Random random) => random.Next(4) == 0 ? Packing.Gzip : Packing.None;

    private static MemoryStream Pack(string text, Packing packing)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var stream = new MemoryStream();
        if (packing == Packing.Gzip)
        {
            using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(bytes);
        }
        else
        {
            stream.Write(bytes);
        }

        stream.Position = 0;
        return stream;
    }
}
