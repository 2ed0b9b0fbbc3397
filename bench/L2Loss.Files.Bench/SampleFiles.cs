namespace L2Loss.Files.Bench;

/// <summary>The files to read, made anew for each run in a folder of their own.</summary>
internal sealed class SampleFiles : IDisposable
{
    /// <summary>What the name of the file with ten columns says of it.</summary>
    internal const string WideName = "10 columns";

    private readonly string _folder = Directory.CreateTempSubdirectory("l2loss-files-").FullName;
    private readonly int _records;

    internal SampleFiles(int records) => _records = records;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The kinds of files, each with what writes one.</summary>
    internal IEnumerable<(string Name, Func<string> Write)> All(DuckDbPeer duckDb)
    {
        int fewer = Math.Max(1, _records * 3 / 10);
        return
        [
            ($"{_records:N0} records, 2 columns", Narrow),
            ($"{_records:N0} records, quoted", Quoted),
            ($"{_records:N0} records, {WideName}", Wide),
            ($"{fewer:N0} records, 17 digits", () => Full(fewer)),
            ($"{_records:N0} records, Parquet, snappy", () => Parquet(duckDb)),
        ];
    }

    /// <summary>Ten columns, of which two matter.</summary>
    internal string Wide() => Write("wide.csv", "Id,Name,Date,Actual,A,B,C,Predicted,D,Note", _records, (random, line) =>
    {
        int actual = random.Next(100000, 900000);
        line.Write(
            $"{random.Next(1000000, 9999999)},name{random.Next(1000)},2024-0{random.Next(1, 10)}-1{random.Next(10)},{actual},"
            + $"{random.Next(100)},{random.Next(1000)}.5,x{random.Next(10)},{actual + random.Next(-30000, 30000)}.{random.Next(10, 100)},"
            + $"{random.Next(10)},some note {random.Next(100)}");
    });

    private string Narrow() => Write("narrow.csv", "Actual,Predicted", _records, (random, line) =>
    {
        int actual = random.Next(100000, 900000);
        line.Write($"{actual},{actual + random.Next(-30000, 30000)}.{random.Next(10, 100)}");
    });

    private string Quoted() => Write("quoted.csv", "\"Actual\",\"Predicted\"", _records, (random, line) =>
    {
        int actual = random.Next(100000, 900000);
        line.Write($"\"{actual}\",\"{actual + random.Next(-30000, 30000)}.{random.Next(10, 100)}\"");
    });

    /// <summary>Full precision.</summary>
    private string Full(int records) => Write("full.csv", "Actual,Predicted", records, (random, line) =>
    {
        double actual = random.NextDouble();
        line.Write($"{actual:R},{actual + ((random.NextDouble() - 0.5) / 10.0):R}");
    });

    private string Parquet(DuckDbPeer duckDb)
    {
        string parquet = Path.Combine(_folder, "narrow.parquet");
        duckDb.ToParquet(Narrow(), parquet);
        return parquet;
    }

    private string Write(string name, string header, int records, Action<Random, TextWriter> writeLine)
    {
        string path = Path.Combine(_folder, name);
        if (!File.Exists(path))
        {
            var random = new Random(1);
            using var writer = new StreamWriter(path) { NewLine = "\n" };
            writer.WriteLine(header);
            for (int i = 0; i < records; i++)
            {
                writeLine(random, writer);
                writer.WriteLine();
            }
        }

        return path;
    }
}
