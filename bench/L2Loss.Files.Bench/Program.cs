using System.Diagnostics;
using System.Globalization;
using L2Loss.Bench;
using L2Loss.Files.Bench;

// Records, rounds, names of rows; or: soak, records. For each row this program starts itself again: folder, row, rounds or whose memory.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--row", string place, string one, string what])
{
    Row wanted = Row.All.Single(row => row.Name == one);
    double[] measured = int.TryParse(what, out int times)
        ? Measurement.Time(wanted, place, times)
        : [Measurement.Memory(wanted, place, what)];
    Console.WriteLine(string.Join(' ', measured));
    return 0;
}

if (args is ["soak", ..])
{
    DirectoryInfo work = Directory.CreateTempSubdirectory("l2loss-soak-");
    Soak.Run(args.Length > 1 ? (long)double.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000_000, work.FullName);
    work.Delete(recursive: true);
    return 0;
}

int records = args.Length > 0 ? (int)double.Parse(args[0], CultureInfo.InvariantCulture) : 5_000_000;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
string[] names = args.Length > 2 ? args[2..] : [string.Empty];
string folder = Environment.GetEnvironmentVariable("L2LOSS_BENCH_FOLDER") ?? Directory.CreateTempSubdirectory("l2loss-files-").FullName;
Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} processors, {records:N0} records, medians of {rounds} rounds");
Console.WriteLine();
try
{
    var table = new Table(
        "work", ("L2Loss ms", 0), ("DuckDB ms", 0), ("ratio", 2), ("mean ms", 0), ("L2Loss MB", 0), ("DuckDB MB", 0), ("Polars ms", 0), ("pandas ms", 0));
    foreach (Row row in Row.All.Where(row => names.Any(name => row.Name.Contains(name, StringComparison.OrdinalIgnoreCase))))
    {
        using (var duckDb = new DuckDbPeer())
        {
            Array.ForEach(row.Files, file => SampleFiles.Write(folder, file, records, duckDb));
        }

        double[] time = Start(row, rounds.ToString(CultureInfo.InvariantCulture));
        double own = Start(row, Measurement.OwnMemory)[0];
        double peer = Start(row, Measurement.PeerMemory)[0];
        table.Add(row.Name, time[0], time[1], time[0] / time[1], time[2], own, peer, time[3], time[4]);
        Console.Error.WriteLine($"{row.Name}: {time[0] / time[1]:N2}");
    }

    table.Write(Console.Out);
}
finally
{
    if (Environment.GetEnvironmentVariable("L2LOSS_BENCH_FOLDER") is null)
    {
        Directory.Delete(folder, recursive: true);
    }
}

return 0;

double[] Start(Row row, string what)
{
    // `dotnet bench.dll` and `bench` alike.
    string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Row).Assembly.Location] : [];
    var start = new ProcessStartInfo(Environment.ProcessPath!, [.. self, "--row", folder, row.Name, what])
    {
        RedirectStandardOutput = true,
    };
    if (row.IsAlone)
    {
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
    }

    using Process process = Process.Start(start)!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0
        ? [.. output.Split(' ').Select(double.Parse)]
        : throw new InvalidOperationException($"{row.Name}, {what}: {output}");
}
