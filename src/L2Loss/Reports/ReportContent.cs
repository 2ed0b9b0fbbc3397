using System.Globalization;

using L2Loss.Reports.Charts;

namespace L2Loss.Reports;

/// <summary>All that stands in a report, in its order, as plain text: what both formats write.</summary>
internal sealed class ReportContent
{
    private const int MostSources = 5;
    private const int MostOfTitle = 120;
    private const int MostPoints = 6000;
    private const int MostModelsInWords = 20;

    /// <param name="report">What came in.</param>
    /// <param name="title">The title that was asked for; null for one that says what was measured.</param>
    /// <param name="culture">How numbers are written.</param>
    /// <param name="time">When the report is made.</param>
    /// <param name="hasPictures">False for a format that has none.</param>
    internal ReportContent(L2LossReport report, string? title, CultureInfo culture, DateTimeOffset time, bool hasPictures)
    {
        var numbers = new NumberText(culture);
        var tables = new ReportTables(numbers);
        IReadOnlyList<L2LossSummary> summaries = report.Summaries();
        string[] sources = [.. summaries.Select(summary => ReportTables.FileName(summary.Source)).OfType<string>()
            .Distinct(StringComparer.Ordinal)];
        Title = VisibleText.Of(
            title ?? (sources.Length == 1 ? $"Prediction errors of {VisibleText.Of(sources[0])}" : "Prediction errors"), MostOfTitle);
        Time = time;
        Facts = FactsOf(sources, summaries, numbers, report);
        Records = summaries.Count > 0 && report.HasSummaries ? tables.Records(summaries) : null;
        Summaries = summaries.Count > 0 ? tables.Summaries(summaries) : null;
        Verdicts = report.Verdicts.Count > 0 ? tables.Verdicts(report.Verdicts) : null;
        Comparisons = report.Comparisons.Count > 0 ? tables.Comparisons(report.Comparisons) : null;
        Worst = report.Digests.Any(digest => digest.Worst.Items.Count > 0) ? tables.Worst(report.Digests) : null;
        List<ModelTotals> models = ModelTotals.Of(summaries);
        Words = [.. models.Take(MostModelsInWords).Select(
            model => (models.Count > 1 ? VisibleText.Of(model.Model ?? "without a name") : null, Findings.Of(model, numbers)))];
        if (hasPictures)
        {
            ModelDigest[] drawn = [.. report.Digests.Where(digest => digest.Count > 0)];
            Pictures = [.. drawn.Select(digest => (
                models.Count > 1 || drawn.Length > 1 ? VisibleText.Of(digest.Model ?? "without a name") : null,
                Draw(digest, numbers, MostPoints / drawn.Length)))];
            int undrawn = models.Count(model => !drawn.Any(
                digest => string.Equals(digest.Model, model.Model, StringComparison.OrdinalIgnoreCase)));
            PictureNote = drawn.Length == 0 ? null
                : undrawn == 0 ? null
                : $"{numbers.Count(undrawn, "other model")} without pictures: no items came, or those of "
                    + $"{L2LossReport.MostPictures} other models came first.";
        }
    }

    internal string Title { get; }

    internal DateTimeOffset Time { get; }

    /// <summary>The time as people read it.</summary>
    internal string TimeText => Time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>What was measured, as names and values.</summary>
    internal IReadOnlyList<(string Name, string Value)> Facts { get; }

    internal ReportTable? Records { get; }

    internal ReportTable? Summaries { get; }

    internal ReportTable? Verdicts { get; }

    internal ReportTable? Comparisons { get; }

    internal ReportTable? Worst { get; }

    /// <summary>L2 or L1 in plain words, for each model.</summary>
    internal IReadOnlyList<(string? Model, IReadOnlyList<string> Sentences)> Words { get; }

    /// <summary>The pictures of each model.</summary>
    internal IReadOnlyList<(string? Model, IReadOnlyList<Chart> Charts)> Pictures { get; } = [];

    internal string? PictureNote { get; }

    /// <summary>True where there is nothing but a title.</summary>
    internal bool IsEmpty => Summaries is null && Verdicts is null && Comparisons is null;

    private static List<(string Name, string Value)> FactsOf(
        string[] sources, IReadOnlyList<L2LossSummary> summaries, NumberText numbers, L2LossReport report)
    {
        List<(string Name, string Value)> facts = [];
        if (sources.Length > 0)
        {
            string others = sources.Length > MostSources ? $" and {numbers.Count(sources.Length - MostSources)} more" : string.Empty;
            facts.Add((
                sources.Length == 1 ? "Source" : "Sources",
                string.Join(", ", sources.Take(MostSources).Select(source => VisibleText.Of(source))) + others));
        }

        string[] models = [.. summaries.Select(summary => summary.Model).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        if (models.Length > 0)
        {
            facts.Add(models.Length == 1 ? ("Model", VisibleText.Of(models[0])) : ("Models", numbers.Count(models.Length)));
        }

        int groups = summaries.Select(summary => summary.Group).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (groups > 0)
        {
            facts.Add(("Groups", numbers.Count(groups)));
        }

        if (!report.HasSummaries && summaries.Count > 0)
        {
            facts.Add(("Records", $"{numbers.Count(ModelTotals.Of(summaries).Max(model => model.Count))} measured; the summary, which counts those "
                + "left out, was not given"));
        }

        return facts;
    }

    private static IReadOnlyList<Chart> Draw(ModelDigest digest, NumberText numbers, int mostPoints) =>
    [
        .. new[]
        {
            ScatterChart.Draw(digest, numbers, mostPoints),
            ResidualChart.Draw(digest, numbers),
            HistogramChart.Draw(digest, numbers),
            LossShareChart.Draw(digest, numbers),
        }.OfType<Chart>(),
    ];
}
