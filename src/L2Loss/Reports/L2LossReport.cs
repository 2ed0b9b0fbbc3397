namespace L2Loss.Reports;

/// <summary>Collects what a report shows, in any order, in memory that does not grow with the records.</summary>
internal sealed class L2LossReport
{
    /// <summary>The most models that have pictures.</summary>
    internal const int MostPictures = 6;

    private readonly Dictionary<(string, string), SeriesTotals> _series = new(KeyComparer.Instance);
    private readonly List<SeriesTotals> _seriesInOrder = [];
    private readonly List<L2LossSummary> _summaries = [];
    private readonly List<ModelDigest> _digests = [];

    private SeriesTotals? _last;

    /// <summary>Comparisons in the order they came.</summary>
    internal List<L2LossComparison> Comparisons { get; } = [];

    /// <summary>Verdicts in the order they came.</summary>
    internal List<ReportVerdict> Verdicts { get; } = [];

    /// <summary>The models that have pictures, in order of first appearance.</summary>
    internal IReadOnlyList<ModelDigest> Digests => _digests;

    /// <summary>True where summaries came; without, records left out are not known.</summary>
    internal bool HasSummaries => _summaries.Count > 0;

    /// <summary>True where nothing came at all.</summary>
    internal bool IsEmpty => !HasSummaries && Digests.Count == 0 && Comparisons.Count == 0 && Verdicts.Count == 0;

    /// <summary>Adds a record.</summary>
    internal void Add(L2LossItem item)
    {
        SeriesTotals series = _last is not null && item.Model == _last.Model && item.Group == _last.Group
            ? _last
            : _last = SeriesOf(item);
        series.Add(item);
        series.Digest?.Add(item);
    }

    /// <summary>Adds a summary, which the report keeps.</summary>
    internal void Add(L2LossSummary summary) => _summaries.Add(summary);

    /// <summary>The summaries that came, and those of the items that came without one; the worst first.</summary>
    internal IReadOnlyList<L2LossSummary> Summaries()
    {
        var given = new HashSet<(string, string)>(_summaries.Select(KeyOf), KeyComparer.Instance);
        // A summary of all groups, merged from theirs, is for the items of every group.
        var wholes = new HashSet<string>(
            _summaries.Where(summary => summary.Group is null).Select(summary => summary.Model ?? string.Empty),
            StringComparer.OrdinalIgnoreCase);
        IEnumerable<L2LossSummary> computed = _seriesInOrder
            .Where(series => !wholes.Contains(series.Model ?? string.Empty) && !given.Contains(KeyOf(series.Model, series.Group)))
            .Select(series => series.ToSummary());
        // A NaN, where nothing was measured, comes last.
        return [.. _summaries.Concat(computed)
            .OrderByDescending(summary => double.IsNaN(summary.Rmse) ? double.NegativeInfinity : summary.Rmse)];
    }

    private static (string Model, string Group) KeyOf(L2LossSummary summary) => KeyOf(summary.Model, summary.Group);

    private static (string Model, string Group) KeyOf(string? model, string? group) =>
        (model ?? string.Empty, group ?? string.Empty);

    private SeriesTotals SeriesOf(L2LossItem item)
    {
        (string Model, string Group) key = KeyOf(item.Model, item.Group);
        if (!_series.TryGetValue(key, out SeriesTotals? series))
        {
            series = new SeriesTotals(item.Model, item.Group) { Digest = DigestOf(item.Model) };
            _series.Add(key, series);
            _seriesInOrder.Add(series);
        }

        return series;
    }

    private ModelDigest? DigestOf(string? model)
    {
        ModelDigest? digest = _digests.Find(
            found => string.Equals(found.Model, model, StringComparison.OrdinalIgnoreCase));
        if (digest is null && _digests.Count < MostPictures)
        {
            digest = new ModelDigest(model);
            _digests.Add(digest);
        }

        return digest;
    }

    /// <summary>Models and groups are told apart in any case, as everywhere in the module.</summary>
    private sealed class KeyComparer : IEqualityComparer<(string Model, string Group)>
    {
        internal static readonly KeyComparer Instance = new();

        public bool Equals((string Model, string Group) x, (string Model, string Group) y) =>
            string.Equals(x.Model, y.Model, StringComparison.OrdinalIgnoreCase)
            && string.Equals(x.Group, y.Group, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Model, string Group) key) =>
            (StringComparer.OrdinalIgnoreCase.GetHashCode(key.Model) * 31)
            ^ StringComparer.OrdinalIgnoreCase.GetHashCode(key.Group);
    }
}
