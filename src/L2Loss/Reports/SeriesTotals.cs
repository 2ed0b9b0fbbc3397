namespace L2Loss.Reports;

/// <summary>The summary of the items of one model and group, for a report that gets no summary of them.</summary>
internal sealed class SeriesTotals
{
    private const int Most = 128;

    private readonly L2LossAccumulator _sums = new();

    // Items come one by one, and the sums take blocks far faster.
    private double[] _actual = new double[4];
    private double[] _predicted = new double[4];
    private double[] _weights = new double[4];
    private int _held;
    private bool _isWeighted;
    private double _worst = double.NegativeInfinity;
    private long _worstIndex;

    internal SeriesTotals(string? model, string? group)
    {
        Model = model;
        Group = group;
    }

    internal string? Model { get; }

    internal string? Group { get; }

    /// <summary>The pictures of its model; null where there are enough of other models.</summary>
    internal ModelDigest? Digest { get; init; }

    internal void Add(L2LossItem item)
    {
        if (_held == _actual.Length)
        {
            if (_held < Most)
            {
                Array.Resize(ref _actual, _held * 2);
                Array.Resize(ref _predicted, _held * 2);
                Array.Resize(ref _weights, _held * 2);
            }
            else
            {
                Flush();
            }
        }

        _actual[_held] = item.Actual;
        _predicted[_held] = item.Predicted;
        _weights[_held++] = item.Weight;
        _isWeighted |= item.Weight != 1.0;
        double size = item.Size;
        if (size > _worst)
        {
            _worst = size;
            _worstIndex = item.Index;
        }
    }

    internal L2LossSummary ToSummary()
    {
        Flush();
        L2LossSummary summary = _sums.ToSummary();
        summary.Model = Model;
        summary.Group = Group;
        summary.LargestIndex = _worstIndex;
        return summary;
    }

    private void Flush()
    {
        if (_isWeighted)
        {
            _sums.Add(_actual.AsSpan(0, _held), _predicted.AsSpan(0, _held), _weights.AsSpan(0, _held));
        }
        else
        {
            _sums.Add(_actual.AsSpan(0, _held), _predicted.AsSpan(0, _held));
        }

        _held = 0;
        _isWeighted = false;
    }
}
