namespace L2Loss.PowerShell.Comparison;

/// <summary>The comparison of all models of one group of records with their baseline.</summary>
internal sealed class GroupComparison
{
    private readonly string[] _models;
    private readonly int _baseline;
    private readonly string? _group;
    private readonly PairedLosses[] _losses;
    private long _missing;
    private long _notNumeric;
    private long _notFinite;
    private long _malformed;

    internal GroupComparison(string[] models, int baseline, string? group)
    {
        _models = models;
        _baseline = baseline;
        _group = group;
        _losses = [.. models.Select(_ => new PairedLosses())];
    }

    /// <summary>Adds one record with the number of every model.</summary>
    internal void Add(in Number actual, ReadOnlySpan<Number> predicted)
    {
        for (int i = 0; i < predicted.Length; i++)
        {
            if (i != _baseline)
            {
                _losses[i].Add(actual, predicted[i], predicted[_baseline]);
            }
        }
    }

    /// <summary>Counts one record in which a number is missing or bad.</summary>
    internal void LeaveOut(NumberFault fault)
    {
        _missing += fault == NumberFault.Missing ? 1 : 0;
        _notNumeric += fault == NumberFault.NotNumeric ? 1 : 0;
        _notFinite += fault == NumberFault.NotFinite ? 1 : 0;
        _malformed += fault == NumberFault.Malformed ? 1 : 0;
    }

    /// <summary>One comparison for each model but the baseline.</summary>
    internal IEnumerable<L2LossComparison> Finish()
    {
        for (int i = 0; i < _models.Length; i++)
        {
            if (i != _baseline)
            {
                L2LossComparison comparison = _losses[i].ToComparison();
                comparison.Model = _models[i];
                comparison.Baseline = _models[_baseline];
                comparison.Group = _group;
                comparison.Missing = _missing;
                comparison.NotNumeric = _notNumeric;
                comparison.NotFinite = _notFinite;
                comparison.Malformed = _malformed;
                comparison.Read = comparison.Count + _missing + _notNumeric + _notFinite + _malformed;
                yield return comparison;
            }
        }
    }
}
