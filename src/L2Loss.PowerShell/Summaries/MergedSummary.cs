namespace L2Loss.PowerShell.Summaries;

/// <summary>The merged records of all summaries with one model and group.</summary>
internal sealed class MergedSummary
{
    private readonly L2LossAccumulator _sums = new();
    private readonly PartNumbers _numbers;

    // The part of the last summary, and that of the worst record with its number there.
    private int _part = -1;
    private int _worstPart;
    private long _worstIndex;
    private string? _source;
    private string? _worstSource;
    private bool _isExact = true;

    /// <param name="identity">Which summary it is.</param>
    /// <param name="numbers">The parts of its model.</param>
    internal MergedSummary(SummaryIdentity identity, PartNumbers numbers)
    {
        Identity = identity;
        _numbers = numbers;
    }

    /// <summary>Which summary it is.</summary>
    internal SummaryIdentity Identity { get; }

    /// <summary>How many summaries went in, where one that had been merged counts as its parts.</summary>
    internal int Parts { get; private set; }

    /// <summary>Adds the records of a summary; the source stays while all parts have the same.</summary>
    /// <exception cref="OverflowException">There are more records or parts than can be counted; nothing was added.</exception>
    internal void Add(GivenSummary part, L2LossAccumulator sums)
    {
        int parts = checked(Parts + part.Parts);
        _ = checked(_sums.Read + sums.Read);
        string? worstSource = part.LargestSource;
        _part = _numbers.Add(part.Source, _part, sums.Read);
        _isExact &= part.Exact;

        // Of those that are equally bad the first stays, whatever their numbers are.
        long index = sums.Worst.Index;
        _sums.Renumber(_ => 1);
        sums.Renumber(_ => 2);
        (long Index, double Root) worst = _sums.Worst;
        _sums.Add(sums, recordsBefore: 0);
        if (_sums.Worst != worst)
        {
            (_worstPart, _worstIndex, _worstSource) = (_part, index, worstSource);
        }

        _source = Parts == 0 || _source == part.Source ? part.Source : null;
        Parts = parts;
    }

    /// <summary>The summary of all records.</summary>
    /// <param name="isOneOfMany">Whether there are others.</param>
    internal L2LossSummary ToSummary(bool isOneOfMany)
    {
        L2LossSummary summary = SummaryOutput.New(showsModel: isOneOfMany && Identity.Model is not null, isOneOfMany);
        _sums.Renumber(_ => _numbers.Before(_worstPart) + _worstIndex);
        _sums.Fill(summary);
        summary.Model = Identity.Model;
        summary.Group = Identity.Group;
        summary.Key = Identity.Key;
        summary.Source = _source;
        summary.Parts = Parts;
        summary.Exact = _isExact;
        summary.LargestSource = _worstSource;
        return summary;
    }
}
