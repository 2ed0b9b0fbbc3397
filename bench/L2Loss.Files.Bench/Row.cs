namespace L2Loss.Files.Bench;

/// <summary>A row of the table: the same work as a command line and as SQL.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Files">The files, which are {0} and {1} in both.</param>
/// <param name="Command">The command line.</param>
/// <param name="Property">Its sum over all that the command writes is that of the last column of the query.</param>
/// <param name="Sql">The query for the same numbers.</param>
/// <param name="MeanSql">The query for the mean squared error alone; null where the other asks for no more.</param>
/// <param name="IsAlone">True for one thread; otherwise there is one for each processor.</param>
internal sealed record Row(string Name, string[] Files, string Command, string Property, string Sql, string? MeanSql = null, bool IsAlone = false)
{
    private const string Loss = "(Actual - Predicted) * (Actual - Predicted)";

    // What a summary holds, but for the number of its worst record.
    private const string Sums = "count(*), sum(r * r), sqrt(avg(r * r)), avg(abs(r)), avg(r), max(abs(r)), avg(Actual), "
        + "1 - sum(r * r) / (var_pop(Actual) * count(*)), stddev_samp(r * r) / sqrt(count(*)), avg(r * r)";

    private const string WeightedSums = "count(*), sum(w), sum(w * r * r), sqrt(sum(w * r * r) / sum(w)), sum(w * abs(r)) / sum(w), "
        + "sum(w * r) / sum(w), max(abs(r)), sum(w * Actual) / sum(w), sum(w * Actual * Actual), sum(w * w), sum(w * w * r * r), "
        + "sum(w * w * r * r * r * r), sum(w * r * r) / sum(w)";

    private const string Residuals = "(SELECT *, Actual - Predicted AS r FROM {0})";

    private const string SummaryCommand = "Measure-L2Loss -Path {0} -SummaryOnly";

    /// <summary>All rows.</summary>
    internal static IReadOnlyList<Row> All { get; } =
    [
        Summary("summary", "sample.csv"),
        new(
            "-Weight",
            ["sample.csv"],
            SummaryCommand + " -Weight Weight",
            "Mse",
            $"SELECT {WeightedSums} FROM (SELECT Actual, Actual - Predicted AS r, Weight AS w FROM {{0}})",
            $"SELECT sum(Weight * {Loss}) / sum(Weight) FROM {{0}}"),
        Grouped("-GroupBy, 1,000 groups", "Region"),
        Grouped("-GroupBy, 200,000 groups", "Customer"),
        Kept(Grouped("-GroupBy, 200,000 groups, kept", "Customer")),
        Summary(".csv.gz", "sample.csv.gz"),
        Summary("JSON Lines", "sample.jsonl"),
        Joined("join, second file shuffled", "shuffled.csv"),
        Joined("join, both in the same order", "predicted.csv"),
        new(
            "-Top 10",
            ["sample.csv"],
            "Measure-L2Loss -Path {0} -Top 10 | Where-Object L2Loss",
            "L2Loss",
            $"SELECT Id, Actual, Predicted, {Loss} AS L2Loss FROM {{0}} ORDER BY L2Loss DESC LIMIT 10"),
        new(
            "Compare-L2Loss of two models",
            ["models.csv"],
            "Compare-L2Loss -Path {0} -Predicted Predicted, Other",
            "MeanLossDifference",
            "SELECT stddev_samp(d), avg(CASE WHEN d < 0 THEN 1 WHEN d = 0 THEN 0.5 ELSE 0 END), avg(d) FROM ("
                + $"SELECT (Actual - Other) * (Actual - Other) - {Loss} AS d FROM {{0}})"),
        Summary("Parquet, snappy, 1 thread", "narrow.parquet") with { IsAlone = true },
        Summary("Parquet, snappy", "narrow.parquet"),
        Summary("2 columns, 1 thread", "narrow.csv") with { IsAlone = true },
        Summary("2 columns", "narrow.csv"),
        Summary("2 columns, quoted", "quoted.csv"),
        Summary("10 columns, of which 2 matter", "wide.csv"),
        Summary("2 columns of 17 digits", "digits.csv"),
    ];

    /// <summary>Whether it is the mean of one file, which other tools are asked for too.</summary>
    internal bool IsMean => Command == SummaryCommand;

    private static Row Summary(string name, string file) =>
        new(name, [file], SummaryCommand, "Mse", $"SELECT {Sums} FROM {Residuals}", $"SELECT avg({Loss}) FROM {{0}}");

    private static Row Grouped(string name, string key) => new(
        name,
        ["sample.csv"],
        $"{SummaryCommand} -GroupBy {key}",
        "Mse",
        $"SELECT {key}, {Sums} FROM {Residuals} GROUP BY {key}",
        $"SELECT {key}, count(*), avg({Loss}) FROM {{0}} GROUP BY {key}");

    /// <summary>The same with all that it writes in a variable first.</summary>
    private static Row Kept(Row row) => row with { Command = $"($summaries = {row.Command})" };

    private static Row Joined(string name, string file) => new(
        name,
        ["sample.csv", file],
        "Measure-L2Loss -ActualPath {0} -PredictedPath {1} -Key Id -SummaryOnly",
        "Mse",
        $"SELECT {Sums} FROM (SELECT a.Actual, a.Actual - p.Predicted AS r FROM {{0}} AS a JOIN {{1}} AS p ON a.Id = p.Id)",
        "SELECT avg((a.Actual - p.Predicted) * (a.Actual - p.Predicted)) FROM {0} AS a JOIN {1} AS p ON a.Id = p.Id");
}
