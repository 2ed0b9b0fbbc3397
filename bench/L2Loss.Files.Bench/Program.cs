using System.Globalization;
using L2Loss.Files.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int records = args.Length > 0 ? (int)double.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 7;
string kind = args.Length > 2 ? args[2] : string.Empty;
using var folder = new SampleFiles(records);
Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} processors, medians of {rounds} rounds");
if (SampleFiles.WideName.Contains(kind, StringComparison.OrdinalIgnoreCase))
{
    // First, while nothing else has touched the memory of the process.
    string wide = folder.Wide();
    long before = Environment.WorkingSet;
    OwnReader.Mse(wide, Environment.ProcessorCount);
    Console.WriteLine(
        $"Peak memory above the start, {new FileInfo(wide).Length / 1e6:N0} MB in 10 columns: {(OwnReader.PeakMemory() - before) / 1e6:N0} MB");
}

using var duckDb = new DuckDbPeer();
using ScriptPeer? polars = ScriptPeer.TryStart("Polars", "node", "-e", PeerScripts.Polars);
using ScriptPeer? pandas = ScriptPeer.TryStart("pandas", "python3", "-c", PeerScripts.Pandas)
    ?? ScriptPeer.TryStart("pandas", "/usr/bin/python3", "-c", PeerScripts.Pandas);
foreach ((string name, Func<string> write) in folder.All(duckDb).Where(one => one.Name.Contains(kind, StringComparison.OrdinalIgnoreCase)))
{
    string path = write();
    Console.WriteLine();
    Console.WriteLine($"{name}, {new FileInfo(path).Length / 1e6:N0} MB");
    Comparison.Print(path, rounds, duckDb, polars, pandas);
}

return 0;
