namespace L2Loss.PowerShell.Summaries;

/// <summary>The merged records of all summaries with one model and group.</summary>
internal sealed class MergedSummary
{
    private readonly L2LossAccumulator _sums = new();
    private readonly string? _model;
    private readonly string? _group;
    private string? _source;
    private bool _hasPart;

    internal MergedSummary(string? model, string? group)
    {
        _model = model;
        _group = group;
    }

    /// <summary>Adds the records of a summary; the source stays while all parts have the same.</summary>
    internal void Add(L2LossAccumulator part, string? source)
    {
        _source = !_hasPart || _source == source ? source : null;
        _hasPart = true;
        _sums.Add(part);
    }

    internal L2LossSummary ToSummary()
    {
        L2LossSummary summary = _sums.ToSummary();
        summary.Model = _model;
        summary.Group = _group;
        summary.Source = _source;
        return summary;
    }
}
