using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace L2Loss.Files.Bench;

/// <summary>
/// Very many records through a pipe, through arrays and through files of all kinds: the sums must be exact, and neither
/// memory nor open files may grow. The errors are eighths, from 1/8 to 8/8 in turn: exact in decimal and in binary.
/// </summary>
internal static class Soak
{
    private const double SquaresOfEight = 204 / 64.0;
    private const int Block = 80_000;
    private const int ArrayLength = 8_000_000;
    private const int FileRecords = 8_000;
    private const double MostGrowth = 50;
    private const int MostHandles = 3;

    /// <summary>Runs all; throws where a sum is wrong or something grows.</summary>
    internal static void Run(long records, string folder)
    {
        using var session = new Session();
        Kinds(session, Math.Max(30, records / 10_000_000), folder);
        Arrays(session, Math.Max(2, records / ArrayLength));
        if (!OperatingSystem.IsWindows())
        {
            Pipe(session, Math.Max(10, records / Block), folder);
        }
    }

    /// <summary>Writes the same lines into a pipe again and again while they are measured.</summary>
    private static void Pipe(Session session, long times, string folder)
    {
        string path = Path.Combine(folder, "pipe.csv");
        using (Process mkfifo = Process.Start("mkfifo", path))
        {
            mkfifo.WaitForExit();
        }

        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, Block).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{i + (((i % 8) + 1) / 8.0)},{i}\n"))));
        Compare($"{times * Block:N0} records through a pipe", () => Measure(times / 10), () => Measure(times));

        void Measure(long count)
        {
            Task writing = Task.Run(() =>
            {
                using var pipe = new FileStream(path, FileMode.Open, FileAccess.Write);
                pipe.Write("Actual,Predicted\n"u8);
                for (long i = 0; i < count; i++)
                {
                    pipe.Write(lines);
                }
            });
            Check(session, $"Measure-L2Loss -Path '{path}' -SummaryOnly", count * Block);
            writing.Wait();
        }
    }

    /// <summary>Measures the same arrays again and again, and merges all.</summary>
    private static void Arrays(Session session, long times)
    {
        session.Run(
            $$"""
            $actual = [double[]]::new({{ArrayLength}})
            $predicted = [double[]]::new({{ArrayLength}})
            for ($i = 0; $i -lt {{Block}}; $i++) { $predicted[$i] = $i; $actual[$i] = $i + ($i % 8 + 1) / 8 }
            for ($i = {{Block}}; $i -lt {{ArrayLength}}; $i += {{Block}}) {
                [Array]::Copy($actual, 0, $actual, $i, {{Block}})
                [Array]::Copy($predicted, 0, $predicted, $i, {{Block}})
            }
            """);
        Compare($"{times * ArrayLength:N0} pairs of arrays", () => Measure(2), () => Measure(times));
        session.Run("$actual = $predicted = $null");

        void Measure(long count) => Check(
            session,
            $"& {{ for ($i = 0; $i -lt {count}; $i++) {{ Measure-L2Loss -Actual $actual -Predicted $predicted -SummaryOnly }} }} | Merge-L2Loss",
            count * ArrayLength);
    }

    /// <summary>Measures a file of each kind in turn.</summary>
    private static void Kinds(Session session, long rounds, string folder)
    {
        using (var duckDb = new DuckDbPeer())
        {
            WriteKinds(duckDb, folder);
        }

        string[] files = [.. Directory.GetFiles(folder, "kind-*").Order()];
        Compare($"{files.Length} kinds of files, {rounds} times", () => Measure(10), () => Measure(rounds));

        void Measure(long count)
        {
            for (long round = 0; round < count; round++)
            {
                foreach (string file in files)
                {
                    string parameters = Path.GetFileName(file) switch
                    {
                        "kind-semicolon.csv" => "-Delimiter ';'",
                        "kind-bar.csv.gz" => "-Delimiter '|'",
                        "kind-latin1.csv" => "-Encoding latin1",
                        _ => string.Empty,
                    };
                    Check(session, $"Measure-L2Loss -Path '{file}' {parameters} -SummaryOnly", FileRecords);
                }
            }
        }
    }

    private static void WriteKinds(DuckDbPeer duckDb, string folder)
    {
        string Place(string name) => Path.Combine(folder, "kind-" + name);
        void Copy(string name, string format, string type = "DECIMAL(12, 3)") => duckDb.Run(
            $"COPY (SELECT i::{type} + (i % 8 + 1) / 8 AS Actual, i::{type} AS Predicted, 'caf\u00e9 ' || i AS Note FROM range({FileRecords}) AS t(i)) "
                + $"TO '{Place(name)}' ({format})");

        Copy("comma.csv", "FORMAT csv");
        Copy("semicolon.csv", "FORMAT csv, DELIMITER ';'");
        Copy("tab.tsv", "FORMAT csv, DELIMITER '\t'");
        Copy("quoted.csv", "FORMAT csv, FORCE_QUOTE *");
        Copy("comma.csv.gz", "FORMAT csv, COMPRESSION gzip");
        Copy("bar.csv.gz", "FORMAT csv, COMPRESSION gzip, DELIMITER '|'");
        Copy("comma.csv.zst", "FORMAT csv, COMPRESSION zstd");
        Copy("tab.tsv.zst", "FORMAT csv, COMPRESSION zstd, DELIMITER '\t'");
        Copy("lines.jsonl", "FORMAT json");
        Copy("lines.ndjson.gz", "FORMAT json, COMPRESSION gzip");
        Copy("lines.jsonl.zst", "FORMAT json, COMPRESSION zstd");
        foreach (string codec in new[] { "uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4", "lz4_raw" })
        {
            Copy($"decimal-{codec}.parquet", $"FORMAT parquet, COMPRESSION {codec}");
        }

        Copy("double-snappy.parquet", "FORMAT parquet", "DOUBLE");
        Copy("double-split.parquet", "FORMAT parquet, PARQUET_VERSION v2", "DOUBLE");
        Copy("decimal-delta.parquet", "FORMAT parquet, PARQUET_VERSION v2");
        Copy("groups.parquet", "FORMAT parquet, ROW_GROUP_SIZE 2048", "DOUBLE");
        string text = File.ReadAllText(Place("comma.csv"));
        File.WriteAllText(Place("mark.csv"), text, Encoding.UTF8);
        File.WriteAllText(Place("utf16.csv"), text, Encoding.Unicode);
        File.WriteAllText(Place("utf16-big.csv"), text, Encoding.BigEndianUnicode);
        File.WriteAllText(Place("utf32.csv"), text, Encoding.UTF32);
        File.WriteAllText(Place("latin1.csv"), text, Encoding.Latin1);
        File.WriteAllText(Place("crlf.csv"), text.Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    /// <summary>Runs a script that must give a summary of so many records.</summary>
    private static void Check(Session session, string script, long records)
    {
        PSObject summary = session.Run(script).Single();
        var count = (long)summary.Properties["Count"].Value;
        var squares = (double)summary.Properties["SumOfSquares"].Value;
        double truth = records / 8 * SquaresOfEight;
        if (count != records || squares != truth)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{count} records with {squares:R}, not {records} with {truth:R}: {script}"));
        }
    }

    /// <summary>Compares what a short run and a long one take.</summary>
    private static void Compare(string what, Action little, Action much)
    {
        (double littleMemory, int littleHandles) = Watch(little);
        var watch = Stopwatch.StartNew();
        (double memory, int handles) = Watch(much);
        Console.WriteLine(
            $"{what}: {watch.Elapsed.TotalSeconds:N0} s, sums exact, peak memory {memory:N0} MB after {littleMemory:N0}, open files {handles} after {littleHandles}");
        if (memory > littleMemory + MostGrowth || handles > littleHandles + MostHandles)
        {
            throw new InvalidDataException($"{what}: something grows.");
        }
    }

    /// <summary>The most memory of this process in MB while something runs, and its open files behind it.</summary>
    private static (double Memory, int Handles) Watch(Action action)
    {
        long most = 0;
        GC.Collect();
        using (new Timer(_ => most = Math.Max(most, Environment.WorkingSet), null, 0, 20))
        {
            action();
        }

        return (Math.Max(most, Environment.WorkingSet) / 1e6, OpenFiles());
    }

    /// <summary>The open files, but for the assemblies on Linux: those are loaded when they are first needed.</summary>
    private static int OpenFiles()
    {
        if (OperatingSystem.IsLinux())
        {
            return Directory.GetFiles("/proc/self/fd")
                .Count(file => new FileInfo(file).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) != true);
        }

        using var process = Process.GetCurrentProcess();
        return process.HandleCount;
    }
}
