using System.Globalization;

namespace L2Loss.Files.Bench;

/// <summary>The files to read, which DuckDB writes where they are not there yet.</summary>
internal static class SampleFiles
{
    private static readonly Dictionary<string, string> Queries = new()
    {
        ["sample.csv"] = "SELECT i AS Id, 'R' || hash(i, 'r') % 1000 AS Region, 'C' || hash(i, 'c') % 200000 AS Customer, "
            + "(1000 + hash(i, 'a') % 900000 / 100)::DECIMAL(9, 2) AS Actual, "
            + "(Actual + hash(i, 'p') % 60000 / 100 - 300)::DECIMAL(9, 2) AS Predicted, "
            + "(0.5 + hash(i, 'w') % 150 / 100)::DECIMAL(4, 2) AS Weight FROM range(1, {0} + 1) AS t(i)",
        ["sample.csv.gz"] = "FROM 'sample.csv'",
        ["sample.jsonl"] = "FROM 'sample.csv' LIMIT {0} * 2 / 5",
        ["predicted.csv"] = "SELECT Id, Predicted FROM 'sample.csv'",
        ["shuffled.csv"] = "SELECT Id, Predicted FROM 'sample.csv' ORDER BY hash(Id, 's')",
        ["models.csv"] = "SELECT Id, Region, Customer, Actual, Predicted, (Actual + hash(Id, 'o') % 50000 / 100 - 250)::DECIMAL(9, 2) AS Other "
            + "FROM 'sample.csv'",
        ["narrow.csv"] = "SELECT 100000 + (hash(i, 'a') % 800000)::INTEGER AS Actual, "
            + "(Actual + hash(i, 'p') % 6000000 / 100 - 30000)::DECIMAL(9, 2) AS Predicted FROM range(2 * {0}) AS t(i)",
        ["narrow.parquet"] = "SELECT Actual::DOUBLE AS Actual, Predicted::DOUBLE AS Predicted FROM 'narrow.csv'",
        ["quoted.csv"] = "SELECT Actual::VARCHAR AS Actual, Predicted::VARCHAR AS Predicted FROM 'narrow.csv'",
        ["wide.csv"] = "SELECT 1000000 + i AS Id, 'name' || i % 1000 AS Name, DATE '2024-01-01' + (i % 365)::INTEGER AS Date, Actual, "
            + "i % 100 AS A, (i % 1000) + 0.5 AS B, 'x' || i % 10 AS C, Predicted, i % 10 AS D, 'some note ' || i % 100 AS Note "
            + "FROM (SELECT row_number() OVER () AS i, Actual, Predicted FROM 'narrow.csv')",
        ["digits.csv"] = "SELECT hash(i, 'a') / 18446744073709551616.0::DOUBLE AS Actual, "
            + "Actual + hash(i, 'p') / 184467440737095516160.0::DOUBLE - 0.05 AS Predicted FROM range({0} * 3 // 5) AS t(i)",
    };

    /// <summary>Writes a file, and those it is made from.</summary>
    internal static void Write(string folder, string name, long records, DuckDbPeer duckDb)
    {
        string path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            return;
        }

        string query = Queries[name];
        foreach (string other in Queries.Keys.Where(other => query.Contains($"'{other}'", StringComparison.Ordinal)))
        {
            Write(folder, other, records, duckDb);
            query = query.Replace($"'{other}'", $"'{Path.Combine(folder, other)}'", StringComparison.Ordinal);
        }

        string format = Path.GetExtension(name) switch
        {
            ".parquet" => "FORMAT parquet, COMPRESSION snappy",
            ".jsonl" => "FORMAT json",
            ".gz" => "FORMAT csv, COMPRESSION gzip",
            _ => name == "quoted.csv" ? "FORMAT csv, FORCE_QUOTE *" : "FORMAT csv",
        };
        duckDb.Run($"COPY ({string.Format(CultureInfo.InvariantCulture, query, records)}) TO '{path}' ({format})");
    }
}
