namespace L2Loss.Reports;

/// <summary>The summaries of one model taken together: what was read, and where its error comes from.</summary>
internal sealed class ModelTotals
{
    private readonly List<L2LossSummary> _summaries;

    // Squares in units of the largest mean square, so that they stay in the range of a double.
    private readonly double _unit;

    private ModelTotals(string? model, List<L2LossSummary> summaries)
    {
        Model = model;
        _summaries = summaries;
        L2LossSummary[] measured = [.. summaries.Where(
            summary => double.IsFinite(summary.Rmse) && double.IsFinite(summary.Mae) && summary.WeightSum > 0.0)];
        _unit = measured.Select(summary => summary.Rmse).DefaultIfEmpty(0.0).Max();
        double weight = measured.Sum(summary => summary.WeightSum);
        double squares = measured.Sum(Squares);
        Rmse = measured.Length == 0 ? double.NaN : _unit * Math.Sqrt(squares / weight);
        Mae = measured.Length == 0 ? double.NaN : measured.Sum(summary => summary.Mae * (summary.WeightSum / weight));
        Bias = measured.Length == 0 ? double.NaN : measured.Sum(summary => summary.MeanError * (summary.WeightSum / weight));
        IsWeighted = measured.Any(summary => summary.WeightSum != summary.Count);
        Worst = measured.Where(summary => summary.LargestShare >= 0.0)
            .OrderByDescending(summary => summary.LargestShare * Squares(summary)).FirstOrDefault();
        double worst = Worst is null ? 0.0 : Worst.LargestShare * Squares(Worst);
        WorstShare = squares > 0.0 ? worst / squares : double.NaN;
        RmseWithoutWorst = weight > 1.0 && !IsWeighted
            ? _unit * Math.Sqrt(Math.Max(0.0, squares - worst) / (weight - 1.0))
            : double.NaN;
    }

    internal string? Model { get; }

    internal long Read => _summaries.Sum(summary => summary.Read);

    internal long Count => _summaries.Sum(summary => summary.Count);

    /// <summary>The records left out.</summary>
    internal LeftOutCounts LeftOut
    {
        get
        {
            var all = default(LeftOutCounts);
            _summaries.ForEach(summary => all.Add(summary.LeftOutCounts));
            return all;
        }
    }

    internal double Rmse { get; }

    internal double Mae { get; }

    internal double Bias { get; }

    internal bool IsWeighted { get; }

    /// <summary>The summary that has the worst record; null where nothing was measured or nothing was wrong.</summary>
    internal L2LossSummary? Worst { get; }

    /// <summary>The share of the worst record in the sum of squares of all.</summary>
    internal double WorstShare { get; }

    /// <summary>The Rmse of the other records; NaN with weights.</summary>
    internal double RmseWithoutWorst { get; }

    /// <summary>That of the one summary there is; NaN for several, which have different means.</summary>
    internal double R2 => _summaries.Count == 1 ? _summaries[0].R2 : double.NaN;

    /// <summary>The summaries that have an error, the worst first.</summary>
    internal IEnumerable<L2LossSummary> WorstFirst =>
        _summaries.Where(summary => double.IsFinite(summary.Rmse)).OrderByDescending(summary => summary.Rmse);

    /// <summary>The models in order of first appearance.</summary>
    internal static List<ModelTotals> Of(IEnumerable<L2LossSummary> summaries) =>
        [.. summaries.GroupBy(summary => summary.Model ?? string.Empty, StringComparer.OrdinalIgnoreCase)
            .Select(model => new ModelTotals(model.First().Model, [.. model]))];

    internal bool HasCountsOf(ModelTotals other) => Read == other.Read && LeftOut.Equals(other.LeftOut);

    private double Squares(L2LossSummary summary) =>
        _unit > 0.0 ? summary.Rmse / _unit * (summary.Rmse / _unit) * summary.WeightSum : 0.0;
}
