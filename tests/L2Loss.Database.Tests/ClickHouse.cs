using System.Globalization;

namespace L2Loss.Database.Tests;

/// <summary>ClickHouse over HTTP; tests/Pester asks it through its own client, which takes its time to start.</summary>
internal static class ClickHouse
{
    internal const string Variable = "L2LOSS_CLICKHOUSE_HTTP";
    private static readonly HttpClient Client = new();

    internal static int[] Ports =>
        [.. (Environment.GetEnvironmentVariable(Variable) ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(port => int.Parse(port, CultureInfo.InvariantCulture))];

    /// <summary>Runs a statement, with rows as input where it takes some.</summary>
    internal static string Run(int port, string sql, string? input = null)
    {
        // Rows follow after the statement.
        using var content = new StringContent($"{sql}\n{input}");
        using HttpResponseMessage answer = Client.PostAsync(new Uri($"http://127.0.0.1:{port}/?wait_end_of_query=1"), content).GetAwaiter().GetResult();
        string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }

    /// <summary>The rows of a query, by the names of their columns.</summary>
    internal static List<Dictionary<string, object?>> Query(int port, string sql)
    {
        string[] lines = Run(port, $"{sql}\nFORMAT TabSeparatedWithNames").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] names = lines[0].Split('\t');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split('\t')).ToDictionary(
            cell => cell.First, cell => (object?)Unescape(cell.Second), StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>A value as a cell of a line.</summary>
    internal static string Cell(object? value) => value switch
    {
        null => "\\N",
        double number => double.IsNaN(number) ? "nan" : double.IsInfinity(number) ? (number < 0 ? "-inf" : "inf")
            : number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}".Replace("\\", "\\\\", StringComparison.Ordinal),
    };

    private static string? Unescape(string cell) =>
        cell == "\\N" ? null : cell.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
