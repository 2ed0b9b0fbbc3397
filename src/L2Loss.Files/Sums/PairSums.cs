namespace L2Loss.Files;

/// <summary>The losses of each model beside those of a baseline: a record counts only where every model has a number.</summary>
internal sealed class PairSums : GroupSums
{
    private readonly int _baseline;
    private readonly PairedLosses[] _losses;
    private LeftOutCounts _leftOut;

    /// <summary>The sums of no records, compared with the model at a position.</summary>
    internal PairSums(in RecordKey key, int models, int baseline)
        : base(key)
    {
        _baseline = baseline;
        _losses = new PairedLosses[models];
        for (int i = 0; i < models; i++)
        {
            _losses[i] = new PairedLosses();
        }
    }

    /// <inheritdoc/>
    internal override void Add(Observation observation, IRecordSink sink)
    {
        if (!observation.IsClean)
        {
            AddFaults(observation, sink);
            return;
        }

        for (int i = 0; i < _losses.Length; i++)
        {
            if (i != _baseline)
            {
                _losses[i].Add(observation.Actual, observation.Predicted(i), observation.Predicted(_baseline));
            }
        }
    }

    /// <inheritdoc/>
    internal override bool TryAdd(long index, NumberColumn[] numbers, int record, bool isWeighted)
    {
        foreach (NumberColumn column in numbers)
        {
            if (column.Read(record, out _) != NumberFault.None)
            {
                return false;
            }
        }

        numbers[0].Read(record, out Number actual);
        numbers[_baseline + 1].Read(record, out Number baseline);
        for (int i = 0; i < _losses.Length; i++)
        {
            if (i != _baseline)
            {
                numbers[i + 1].Read(record, out Number predicted);
                _losses[i].Add(actual, predicted, baseline);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    internal override void AddFaults(Observation observation, IRecordSink sink)
    {
        NumberFault fault = observation.FaultOfAny(out int part);
        LeaveOut(fault);
        sink.LeftOut(part, fault);
    }

    /// <inheritdoc/>
    internal override void Renumber(Func<long, long> number)
    {
        // No record is known by its number.
    }

    /// <inheritdoc/>
    internal override void LeaveOut(NumberFault fault) => _leftOut.TryCount(fault);

    /// <inheritdoc/>
    internal override void Add(GroupSums later, long recordsBefore)
    {
        var other = (PairSums)later;
        _leftOut.Add(other._leftOut);
        for (int i = 0; i < _losses.Length; i++)
        {
            _losses[i].Add(other._losses[i]);
        }
    }

    /// <summary>The comparison of a model with the baseline.</summary>
    internal L2LossComparison ToComparison(int model)
    {
        L2LossComparison comparison = _losses[model].ToComparison();
        comparison.Missing = _leftOut.Missing;
        comparison.NotNumeric = _leftOut.NotNumeric;
        comparison.NotFinite = _leftOut.NotFinite;
        comparison.Malformed = _leftOut.Malformed;
        comparison.Read = comparison.Count + _leftOut.Total;
        return comparison;
    }
}
