using System.Globalization;
using System.Text;
using L2Loss.Files;

namespace L2Loss.Fuzz;

/// <summary>Files and arrays that are stopped at a random moment: all is measured, or the stop is what comes.</summary>
internal static class StopCheck
{
    private const int Records = 40_000;

    private static readonly byte[] Csv = Encoding.UTF8.GetBytes(
        "Actual,Predicted,Region\n" + string.Concat(Enumerable.Range(0, Records).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i % 97},{i % 89}.5,r{i % 1013}\n"))));

    private static readonly byte[] Json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Records).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"Actual\":{i % 97},\"Predicted\":{i % 89}.5,\"Region\":\"r{i % 1013}\"}}\n"))));

    private static readonly double[] Actual = [.. Enumerable.Range(0, 20 * Records).Select(i => i % 1001 == 0 ? double.NaN : i % 97)];
    private static readonly double[] Predicted = [.. Enumerable.Range(0, 20 * Records).Select(i => i % 89 + 0.5)];

    internal static void Run(Random random)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMicroseconds(random.Next(20_000)));
        try
        {
            long measured = random.Next(3) switch
            {
                0 => Measure(DelimitedFile.Open(
                    new MemoryStream(Csv), new TextOptions(), pieceSize: random.Next(1000, 100_000), cancellation: stop.Token)),
                1 => Measure(new JsonLinesFile(new MemoryStream(Json), pieceSize: random.Next(1000, 100_000), cancellation: stop.Token)),
                _ => MeasureArrays(),
            };
            Check.Same(Records.ToString(CultureInfo.InvariantCulture), measured.ToString(CultureInfo.InvariantCulture), "not stopped");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        long Measure(RecordFile file)
        {
            using (file)
            {
                int[] keys = random.Next(2) == 0 ? [] : [2];
                var sums = new FileSums(file, new ColumnRoles(0, [1], null, keys), new NumberReader(), skipMissing: false);
                foreach (var _ in sums.Run(random.Next(1, 4), stop.Token))
                {
                }

                return sums.Records;
            }
        }

        long MeasureArrays()
        {
            var sums = new L2LossAccumulator();
            var leftOut = new List<int>();
            sums.AddFinite<double>(Actual, Predicted, default, 0, leftOut, stop.Token);
            return (sums.ToSummary().Count + leftOut.Count) / 20;
        }
    }
}
