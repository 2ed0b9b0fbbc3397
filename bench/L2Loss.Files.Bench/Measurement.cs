using System.Diagnostics;
using System.Globalization;

namespace L2Loss.Files.Bench;

/// <summary>Measures one row; for the peak memory each reader needs a process of its own.</summary>
internal static class Measurement
{
    internal const string OwnMemory = "L2Loss";
    internal const string PeerMemory = "DuckDB";

    /// <summary>Lets all readers take turns, round by round.</summary>
    /// <returns>
    /// The median milliseconds of L2Loss, DuckDB, DuckDB for the mean alone, Polars and pandas; NaN where one takes no part.
    /// </returns>
    internal static double[] Time(Row row, string folder, int rounds)
    {
        using var session = new Session();
        using var duckDb = new DuckDbPeer();
        using ScriptPeer? polars = row.IsMean ? ScriptPeer.TryStart("node", "-e", PeerScripts.Polars) : null;
        using ScriptPeer? pandas = row.IsMean ? ScriptPeer.TryStart("python3", "-c", PeerScripts.Pandas) : null;
        string command = Fill(row.Command, row, folder);
        string sql = Fill(row.Sql, row, folder);
        string? meanSql = row.MeanSql is null ? null : Fill(row.MeanSql, row, folder);
        string path = Path.Combine(folder, row.Files[0]);

        // Warms up, and shows that all compute the same.
        double truth = duckDb.Run(sql);
        Check("L2Loss", session.Sum(command, row.Property));
        Check("Polars", polars?.Mse(path));
        Check("pandas", pandas?.Mse(path));
        Action?[] readers =
        [
            () => session.Sum(command, row.Property),
            () => duckDb.Run(sql),
            meanSql is null ? null : () => duckDb.Run(meanSql),
            polars is null ? null : () => polars.Mse(path),
            pandas is null ? null : () => pandas.Mse(path),
        ];
        var times = new double[readers.Length, rounds];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < readers.Length; i++)
            {
                GC.Collect();
                var watch = Stopwatch.StartNew();
                readers[i]?.Invoke();
                times[i, round] = readers[i] is null ? double.NaN : watch.Elapsed.TotalMilliseconds;
            }
        }

        return [.. Enumerable.Range(0, readers.Length).Select(
            i => Enumerable.Range(0, rounds).Select(round => times[i, round]).Order().ElementAt(rounds / 2))];

        void Check(string reader, double? result)
        {
            if (result is double other && Math.Abs(other - truth) > 1e-9 * Math.Abs(truth))
            {
                throw new InvalidDataException(FormattableString.Invariant($"{row.Name}: {reader} computed {other:R}, DuckDB {truth:R}."));
            }
        }
    }

    /// <summary>The peak memory of this process above its start, in MB, after one run.</summary>
    internal static double Memory(Row row, string folder, string reader)
    {
        using Session? session = reader == OwnMemory ? new Session() : null;
        using DuckDbPeer? duckDb = reader == PeerMemory ? new DuckDbPeer() : null;
        long before = Environment.WorkingSet;
        session?.Sum(Fill(row.Command, row, folder), row.Property);
        duckDb?.Run(Fill(row.Sql, row, folder));
        using var process = Process.GetCurrentProcess();
        return (process.PeakWorkingSet64 - before) / 1e6;
    }

    private static string Fill(string text, Row row, string folder) => string.Format(
        CultureInfo.InvariantCulture, text, [.. row.Files.Select(file => $"'{Path.Combine(folder, file)}'")]);
}
