using System.Diagnostics;
using L2Loss.Bench;

namespace L2Loss.Files.Bench;

/// <summary>Times all readers of one file in turn, round by round, and compares medians.</summary>
internal static class Comparison
{
    internal static void Print(string path, int rounds, DuckDbPeer duckDb, ScriptPeer? polars, ScriptPeer? pandas)
    {
        int all = Environment.ProcessorCount;
        List<(string Name, Func<double> Mse)> cases =
        [
            ("DuckDB, 1 thread", () => duckDb.Mse(path, 1)),
            ("L2Loss, 1 thread", () => OwnReader.Mse(path, 1)),
            ($"DuckDB, {all} threads", () => duckDb.Mse(path, all)),
            ($"L2Loss, {all} threads", () => OwnReader.Mse(path, all)),
            ("plain read", () => OwnReader.ReadBytes(path)),
        ];
        if (polars is not null)
        {
            cases.Add(("Polars, all threads", () => polars.Mse(path)));
        }

        if (pandas is not null)
        {
            cases.Add(("pandas", () => pandas.Mse(path)));
        }

        var times = cases.ToDictionary(one => one.Name, _ => new List<double>());
        for (int round = -1; round < rounds; round++)
        {
            foreach ((string name, Func<double> mse) in cases)
            {
                var watch = Stopwatch.StartNew();
                double result = mse();
                if (round < 0)
                {
                    // Warms up, and shows that all compute the same thing.
                    Console.WriteLine($"  {name}: {result:R}");
                }
                else
                {
                    times[name].Add(watch.Elapsed.TotalMilliseconds);
                }
            }
        }

        var table = new Table("reader", ("ms", 0), ("fastest ms", 0), ("x DuckDB, 1 thread", 2), ("x DuckDB, all", 2));
        double one = Median(times["DuckDB, 1 thread"]);
        double many = Median(times[$"DuckDB, {all} threads"]);
        foreach ((string name, _) in cases)
        {
            double median = Median(times[name]);
            table.Add(name, median, times[name].Min(), median / one, median / many);
        }

        table.Write(Console.Out);
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
