using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace L2Loss.Fuzz;

/// <summary>
/// <c>dotnet run -c Release --project tests/L2Loss.Fuzz -- [--seconds 60] [--seed 1] [--check name] [--results file]</c>:
/// each check for so many seconds, on inputs from the seed on; with 0 seconds the one input of that seed.
/// </summary>
internal static class Program
{
    private static readonly Dictionary<string, Action<Random>> Checks = new()
    {
        ["arrays"] = ArrayCheck.Run,
        ["texts"] = TextCheck.Run,
        ["weights"] = WeightCheck.Run,
        ["windows"] = WindowCheck.Run,
        ["comparisons"] = ComparisonCheck.Run,
        ["states"] = StateCheck.Run,
        ["cultures"] = CultureCheck.Run,
        ["delimited"] = DelimitedCheck.Run,
        ["gzip"] = GzipCheck.Run,
        ["snappy"] = SnappyCheck.Run,
        ["parquet"] = ParquetCheck.Run,
        ["stops"] = StopCheck.Run,
        ["commands"] = CommandCheck.Run,
    };

    private static int Main(string[] args)
    {
        Dictionary<string, string> options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        int seconds = Number("--seconds", 10);
        int seed = Number("--seed", Random.Shared.Next(1_000_000_000));
        var results = new List<XElement>();
        Parallel.ForEach(
            Checks.Where(check => options.GetValueOrDefault("--check", check.Key) == check.Key),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            check =>
            {
                string? failure = Run(check.Key, check.Value, seconds, seed);
                lock (results)
                {
                    results.Add(new XElement(
                        "test-case", new XAttribute("name", check.Key), new XAttribute("result", failure is null ? "Success" : "Failure"), failure));
                }
            });

        if (options.TryGetValue("--results", out string? path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            new XElement("test-results", results).Save(path);
        }

        return results.Count > 0 && results.All(result => result.Attribute("result")!.Value == "Success") ? 0 : 1;

        int Number(string option, int otherwise) =>
            options.TryGetValue(option, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>Why a check failed and how to repeat it; null when it did not.</summary>
    private static string? Run(string name, Action<Random> check, int seconds, int seed)
    {
        var clock = Stopwatch.StartNew();
        int inputs = 0;

        // An input that takes minutes has no end.
        using var watch = new Timer(
            _ => Environment.FailFast($"{name}: no end. {Repeat(name, seed + inputs)}"), null, TimeSpan.FromSeconds(seconds + 300), Timeout.InfiniteTimeSpan);
        do
        {
            try
            {
                check(new Random(seed + inputs));
            }
            catch (Exception error)
            {
                Console.Error.WriteLine($"{name}: {error}\n{Repeat(name, seed + inputs)}");
                return $"{Repeat(name, seed + inputs)}: {error.Message.ReplaceLineEndings(" ")}";
            }

            inputs++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);

        Console.WriteLine($"{name}: {inputs} inputs from seed {seed} on, no failure.");
        return null;
    }

    private static string Repeat(string name, int seed) => $"Repeat with --check {name} --seconds 0 --seed {seed}";
}
