using System.Diagnostics;

namespace L2Loss.Bench;

/// <summary>
/// Times all methods in turn, round by round, so that a noisy machine disturbs all alike, and compares medians.
/// </summary>
internal static class Rounds
{
    private const double MinimumSample = 5e-3;
    private const double WarmUpTime = 0.3;

    // Keeps the results alive.
    private static double _sink;

    /// <summary>Lets the runtime compile each method for good.</summary>
    internal static void WarmUp(double offset)
    {
        // Long enough to take more than one thread.
        foreach (int size in new[] { 1_000, 200_000 })
        {
            (double[] actual, double[] predicted) = Samples.Normals(size, offset);
            foreach (Case one in Cases(actual, predicted, null))
            {
                for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < WarmUpTime;)
                {
                    one.Run(1);
                }
            }
        }
    }

    /// <summary>Times one size.</summary>
    internal static void Print(int size, double offset, NumpyPeer? numpy)
    {
        (double[] actual, double[] predicted) = Samples.Normals(size, offset);
        numpy?.MakeNormals(size, offset);
        IReadOnlyList<Case> cases = Cases(actual, predicted, numpy);
        int[] batches = [.. cases.Select(one => BatchOf(one))];
        int rounds = size <= 1_000_000 ? 25 : size <= 30_000_000 ? 11 : 5;
        double[][] times = [.. cases.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            GC.Collect();
            for (int i = 0; i < cases.Count; i++)
            {
                times[i][round] = cases[i].Run(batches[i]) / batches[i];
            }
        }

        numpy?.Clear();
        double[] medians = [.. times.Select(Median)];
        var table = new Table(
            "method",
            ("us a call", 2),
            ("fastest us", 2),
            ("ns a pair", 3),
            ("x read, 1 thread", 2),
            ($"x read, {Methods.Threads} threads", 2));
        for (int i = 0; i < cases.Count; i++)
        {
            double median = medians[i];
            table.Add(
                cases[i].Name,
                1e6 * median,
                1e6 * times[i].Min(),
                1e9 * median / size,
                median / medians[0],
                median / medians[1]);
        }

        Console.WriteLine($"{size:N0} pairs, medians of {rounds} rounds");
        table.Write(Console.Out);
    }

    /// <summary>The read limits, the methods, and numpy.</summary>
    private static List<Case> Cases(double[] actual, double[] predicted, NumpyPeer? numpy)
    {
        List<Case> cases =
        [
            CaseOf("read limit, 1 thread", ReadLimit.OneThread),
            CaseOf($"read limit, {Methods.Threads} threads", ReadLimit.AllThreads),
            .. Methods.All.Select(method => CaseOf(method.Name, method.Mse)),
        ];
        if (numpy is not null)
        {
            cases.Add(new Case(NumpyPeer.Name, numpy.Run));
        }

        return cases;

        Case CaseOf(string name, Func<double[], double[], double> call) => new(name, batch =>
        {
            var watch = Stopwatch.StartNew();
            for (int i = 0; i < batch; i++)
            {
                _sink += call(actual, predicted);
            }

            return watch.Elapsed.TotalSeconds;
        });
    }

    /// <summary>How many calls in a row make a sample that lasts long enough.</summary>
    private static int BatchOf(Case one)
    {
        int batch = 1;
        while (one.Run(batch) < MinimumSample)
        {
            batch *= 2;
        }

        return batch;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>What is timed; Run takes the number of calls and returns the seconds of them all.</summary>
    private sealed record Case(string Name, Func<int, double> Run);
}
