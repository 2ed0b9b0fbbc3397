namespace L2Loss.Reports;

/// <summary>The tables of a report.</summary>
internal sealed class ReportTables
{
    private const int MostRows = 100;
    private const int MostSentences = 12;
    private const int MostOfSentence = 200;

    private readonly NumberText _numbers;

    internal ReportTables(NumberText numbers) => _numbers = numbers;

    /// <summary>One row for each summary.</summary>
    internal ReportTable Summaries(IReadOnlyList<L2LossSummary> summaries)
    {
        Names<L2LossSummary> names = new(
            summaries, summary => summary.Model, summary => summary.Group, summary => FileName(summary.Source));
        double worst = summaries.Select(summary => summary.Rmse).Where(double.IsFinite).DefaultIfEmpty(0.0).Max();
        return new ReportTable
        {
            Title = "Summaries",
            Columns =
            [
                .. names.Columns,
                ("Records", true), ("RMSE", true), ("MAE", true), ("Bias", true), ("R²", true), ("Worst record", true),
            ],
            Rows = [.. summaries.Take(MostRows).Select(ReportCell[] (summary) =>
            [
                .. names.Cells(summary),
                ReportCell.Number(_numbers.Count(summary.Count)),
                ReportCell.Number(_numbers.Short(summary.Rmse), worst > 0.0 ? summary.Rmse / worst : double.NaN),
                ReportCell.Number(_numbers.Short(summary.Mae)),
                ReportCell.Number(_numbers.Short(summary.MeanError)),
                ReportCell.Number(_numbers.Short(summary.R2)),
                ReportCell.Number(_numbers.Percent(summary.LargestShare)),
            ])],
            Total = summaries.Count,
            Note = "The worst first. Bias is the mean of actual - predicted: negative where predictions are too high. "
                + "Worst record is its share of the sum of squares."
                + (summaries.All(summary => summary.Exact)
                    ? string.Empty
                    : " A database summed some of this in floating point: the last digits are not certain."),
        };
    }

    /// <summary>What was read, by model; one row where all models say the same.</summary>
    internal ReportTable Records(IReadOnlyList<L2LossSummary> summaries)
    {
        List<ModelTotals> models = ModelTotals.Of(summaries);
        bool isSame = models.TrueForAll(model => model.HasCountsOf(models[0]));
        List<ModelTotals> shown = isSame ? models.GetRange(0, Math.Min(1, models.Count)) : models;
        return new ReportTable
        {
            Title = "Records",
            Columns =
            [
                (isSame ? "Data" : "Model", false), ("Read", true), ("Measured", true), ("Left out", false),
            ],
            Rows = [.. shown.Take(MostRows).Select(ReportCell[] (model) =>
            [
                new(isSame ? "All records" : VisibleText.Of(model.Model)),
                ReportCell.Number(_numbers.Count(model.Read)),
                ReportCell.Number(_numbers.Count(model.Count)),
                new(LeftOut(model)),
            ])],
            Total = shown.Count,
        };
    }

    /// <summary>The verdicts of a gate, those that failed first.</summary>
    internal ReportTable Verdicts(IReadOnlyList<ReportVerdict> verdicts)
    {
        Names<ReportVerdict> names = new(
            verdicts, verdict => verdict.Model, verdict => verdict.Group, verdict => FileName(verdict.Source));
        return new ReportTable
        {
            Title = "Verdicts",
            Columns = [("Verdict", false), .. names.Columns, ("Why", false)],
            Rows = [.. verdicts.OrderBy(verdict => verdict.Passed).Take(MostRows).Select(ReportCell[] (verdict) =>
            [
                verdict.Passed ? new("✓ passed", CellKind.Passed) : new("✗ failed", CellKind.Failed),
                .. names.Cells(verdict),
                new(Sentences(verdict.Sentences)),
            ])],
            Total = verdicts.Count,
            Note = $"{_numbers.Count(verdicts.Count(verdict => verdict.Passed))} of {_numbers.Count(verdicts.Count)} passed.",
        };
    }

    /// <summary>Models against their baselines.</summary>
    internal ReportTable Comparisons(IReadOnlyList<L2LossComparison> comparisons)
    {
        Names<L2LossComparison> names = new(
            comparisons, comparison => comparison.Model, comparison => comparison.Group,
            comparison => FileName(comparison.Source));
        return new ReportTable
        {
            Title = "Comparison of models",
            Columns =
            [
                .. names.Columns, ("Baseline", false), ("Records", true), ("MSE", true), ("Baseline MSE", true),
                ("Skill", true), ("95 % interval of the difference", true), ("p", true), ("Wins", true), ("Finding", false),
            ],
            Rows = [.. comparisons.Take(MostRows).Select(ReportCell[] (comparison) =>
            [
                .. names.Cells(comparison),
                new(VisibleText.Of(comparison.Baseline)),
                ReportCell.Number(_numbers.Count(comparison.Count)),
                ReportCell.Number(_numbers.Short(comparison.Mse)),
                ReportCell.Number(_numbers.Short(comparison.BaselineMse)),
                ReportCell.Number(_numbers.Percent(comparison.SkillScore)),
                ReportCell.Number(
                    $"{_numbers.Short(comparison.ConfidenceLow)} to {_numbers.Short(comparison.ConfidenceHigh)}"),
                ReportCell.Number(PValue(comparison.PValue)),
                ReportCell.Number(_numbers.Percent(comparison.WinRate)),
                Finding(comparison),
            ])],
            Total = comparisons.Count,
            Note = "Skill is 1 - MSE / baseline MSE. The difference is the loss of the model less that of the baseline, record by "
                + "record: below 0 the model is better. p is how often chance alone makes a difference as large.",
        };
    }

    /// <summary>The worst records of all models.</summary>
    internal ReportTable Worst(IReadOnlyList<ModelDigest> digests)
    {
        L2LossItem[] worst = [.. digests.SelectMany(digest => digest.Worst.Items)
            .OrderByDescending(item => item.Size).Take(WorstRecords.Most)];
        Names<L2LossItem> names = new(worst, item => item.Model, item => item.Group, _ => null);
        bool isWeighted = worst.Any(item => item.Weight != 1.0);
        double largest = worst.Select(item => item.Difference).DefaultIfEmpty(0.0).Max();
        return new ReportTable
        {
            Title = worst.Length == 1 ? "The worst record" : $"The {worst.Length} worst records",
            Columns =
            [
                ("Record", true), .. names.ColumnsOrNone, ("Actual", true), ("Predicted", true), ("Difference", true),
                ("L2 loss", true), .. isWeighted ? [("Weight", true)] : ((string, bool)[])[],
            ],
            Rows = [.. worst.Select(ReportCell[] (item) =>
            [
                ReportCell.Number(NumberText.Record(item.Index)),
                .. names.CellsOrNone(item),
                ReportCell.Number(_numbers.Long(item.Actual)),
                ReportCell.Number(_numbers.Long(item.Predicted)),
                ReportCell.Number(_numbers.Long(item.Difference), largest > 0.0 ? item.Difference / largest : double.NaN),
                ReportCell.Number(_numbers.Long(item.L2Loss)),
                .. isWeighted ? [ReportCell.Number(_numbers.Short(item.Weight))] : (ReportCell[])[],
            ])],
            Total = worst.Length,
        };
    }

    /// <summary>The name of a file without its folder.</summary>
    internal static string? FileName(string? source) => source?[(source.LastIndexOfAny(['/', '\\']) + 1)..];

    private static ReportCell Finding(L2LossComparison comparison) =>
        !(comparison.PValue < 0.05) ? new("no clear difference")
        : comparison.MeanLossDifference < 0.0 ? new("better than the baseline", CellKind.Passed)
        : new("worse than the baseline", CellKind.Failed);

    private static string Sentences(IReadOnlyList<string> sentences) =>
        string.Join(" ", sentences.Take(MostSentences).Select(sentence => EndOf(VisibleText.Of(sentence, MostOfSentence))))
        + (sentences.Count > MostSentences ? $" And {sentences.Count - MostSentences} more." : string.Empty);

    private static string EndOf(string sentence) => sentence.Length == 0 || sentence[^1] is '.' or '!' ? sentence : $"{sentence}.";

    private string PValue(double value) => value < 0.001 ? $"< {_numbers.Short(0.001)}" : _numbers.Short(Math.Round(value, 3));

    private string LeftOut(ModelTotals model) => LeftOutText.Of(model.LeftOut, count => _numbers.Count(count)) ?? "none";

    /// <summary>The columns that identify rows: those in which one of the rows has something.</summary>
    private sealed class Names<T>
    {
        private readonly List<(string Heading, Func<T, string?> Of)> _columns = [];

        internal Names(IReadOnlyCollection<T> rows, Func<T, string?> model, Func<T, string?> group, Func<T, string?> source)
        {
            foreach ((string Heading, Func<T, string?> Of) column in
                new (string, Func<T, string?>)[] { ("Model", model), ("Group", group), ("Source", source) })
            {
                if (rows.Any(row => column.Of(row) is not null))
                {
                    _columns.Add(column);
                }
            }
        }

        internal IEnumerable<(string Heading, bool IsNumber)> ColumnsOrNone =>
            _columns.Select(column => (column.Heading, false));

        /// <summary>One at least, so that each row has a heading.</summary>
        internal IEnumerable<(string Heading, bool IsNumber)> Columns =>
            _columns.Count == 0 ? [("Data", false)] : ColumnsOrNone;

        internal IEnumerable<ReportCell> CellsOrNone(T row) =>
            _columns.Select(column => new ReportCell(VisibleText.Of(column.Of(row))));

        internal IEnumerable<ReportCell> Cells(T row) =>
            _columns.Count == 0 ? [new ReportCell("All records")] : CellsOrNone(row);
    }
}
