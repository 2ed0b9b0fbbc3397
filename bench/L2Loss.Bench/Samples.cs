using System.Globalization;

namespace L2Loss.Bench;

/// <summary>The data: normals around an offset to measure time, and what is hard to sum to measure errors.</summary>
internal static class Samples
{
    private const int HardLength = 1_000_000;

    /// <summary>Whether there is room for both arrays here and in numpy, and for the temporaries of either.</summary>
    internal static bool Fit(int size) => 64L * size < AvailableMemory();

    /// <summary>Actuals with a deviation of 1 around the offset, predictions with one of 0.5 around the actuals.</summary>
    internal static (double[] Actual, double[] Predicted) Normals(int size, double offset)
    {
        var random = new Random(1);
        double[] actual = new double[size];
        double[] predicted = new double[size];
        for (int i = 0; i < size; i++)
        {
            (double x, double y) = NormalPair(random);
            actual[i] = offset + x;
            predicted[i] = actual[i] + (0.5 * y);
        }

        return (actual, predicted);
    }

    internal static IEnumerable<(string Name, double[] Actual, double[] Predicted)> Hard()
    {
        (double[] actual, double[] predicted) = Normals(HardLength, 1e9);
        yield return ("normals around 1e9", actual, predicted);

        var random = new Random(2);
        for (int i = 0; i < HardLength; i++)
        {
            actual[i] = Mixed(random);
            predicted[i] = Mixed(random);
        }

        yield return ("both signs, 1e-8 to 1e8", actual, predicted);
    }

    private static double Mixed(Random random) =>
        Math.CopySign(Math.Pow(10.0, (16.0 * random.NextDouble()) - 8.0), random.NextDouble() - 0.5);

    /// <summary>Two independent normal numbers (Box and Muller 1958).</summary>
    private static (double X, double Y) NormalPair(Random random)
    {
        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble()));
        (double sin, double cos) = Math.SinCos(2.0 * Math.PI * random.NextDouble());
        return (radius * cos, radius * sin);
    }

    private static long AvailableMemory()
    {
        // What others use now counts too, where the system tells: "MemAvailable:   23456789 kB".
        const string Place = "/proc/meminfo";
        long total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        string? line = File.Exists(Place)
            ? File.ReadLines(Place).FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal))
            : null;
        return line is null ? total : Math.Min(total, 1024L * long.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture));
    }
}
