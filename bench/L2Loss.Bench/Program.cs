using System.Globalization;
using System.Runtime.Intrinsics;
using L2Loss.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (!Options.TryParse(args, out Options options))
{
    Console.Error.WriteLine("Usage: L2Loss.Bench [--offset x] [pairs...], such as --offset 50 1e3 1e5 1e7 1e8");
    return 2;
}

using NumpyPeer? numpy = NumpyPeer.TryStart();
int bits = Vector512.IsHardwareAccelerated ? 512 : 256;
Console.WriteLine(
    $".NET {Environment.Version}, {Methods.Threads} threads, {bits}-bit vectors, normals around {options.Offset}");
Console.WriteLine(numpy is null ? "numpy: not installed" : $"numpy: {numpy.Version}");
Rounds.WarmUp(options.Offset);
foreach (int size in options.Sizes)
{
    Console.WriteLine();
    if (!Samples.Fit(size))
    {
        Console.WriteLine($"{size:N0} pairs: not enough memory");
        continue;
    }

    Rounds.Print(size, options.Offset, numpy);
}

foreach ((string name, double[] actual, double[] predicted) in Samples.Hard())
{
    Console.WriteLine();
    Console.WriteLine($"Error of the mean, {name}, {actual.Length:N0} pairs; at most 0.5 is correctly rounded");
    var exact = new ExactMse(actual, predicted);
    var table = new Table("method", ("ulp", 3));
    foreach (Method method in Methods.All)
    {
        table.Add(method.Name, exact.ErrorInUlp(method.Mse(actual, predicted)));
    }

    if (numpy is not null)
    {
        table.Add(NumpyPeer.Name, exact.ErrorInUlp(numpy.Mse(actual, predicted)));
    }

    table.Write(Console.Out);
}

return 0;
