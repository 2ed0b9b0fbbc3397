namespace L2Loss.Files;

/// <summary>The losses of each model beside those of a baseline: a record counts only where every model has a number.</summary>
internal sealed class ComparisonSums : GroupSums
{
    private readonly int _baseline;
    private readonly PairedLosses[] _losses;
    private LeftOutCounts _leftOut;

    /// <summary>The sums of no records, compared with the model at a position.</summary>
    internal ComparisonSums(in RecordKey key, int models, int baseline)
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
    internal override void AddBlock(BlockRecord record, Observation observation, IRecordSink sink)
    {
        // Those with a number that is no short decimal, or a fault, by themselves.
        NumberColumn[] numbers = record.Block.Numbers;
        Span<bool> isApart = stackalloc bool[NumberColumn.Capacity];
        isApart = isApart[..record.Block.Count];
        isApart.Clear();
        foreach (NumberColumn column in numbers)
        {
            for (int i = 0; i < isApart.Length; i++)
            {
                isApart[i] |= !column.TryReadShort(i, out _, out _);
            }
        }

        AddShort(numbers, isApart);
        for (int i = 0; i < isApart.Length; i++)
        {
            if (isApart[i] && !TryAdd(record.Before + i + 1, numbers, i, false))
            {
                record.Position = i;
                observation.Read(record);
                AddFaults(observation, sink);
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
    internal override void LeaveOut(NumberFault fault) => _leftOut.Count(fault);

    /// <inheritdoc/>
    internal override void Add(GroupSums later, long recordsBefore)
    {
        var other = (ComparisonSums)later;
        _leftOut.Add(other._leftOut);
        for (int i = 0; i < _losses.Length; i++)
        {
            _losses[i].Add(other._losses[i]);
        }
    }

    /// <summary>Adds the records of a block whose numbers are all short decimals.</summary>
    private void AddShort(NumberColumn[] numbers, ReadOnlySpan<bool> isApart)
    {
        NumberColumn baseline = numbers[_baseline + 1];
        var others = new List<int>();
        for (int i = 0; i < _losses.Length; i++)
        {
            if (i == _baseline)
            {
                continue;
            }

            others.Clear();
            _losses[i].Add(numbers[0], numbers[i + 1], baseline, isApart, others);
            foreach (int record in others)
            {
                numbers[0].Read(record, out Number actual);
                numbers[i + 1].Read(record, out Number predicted);
                baseline.Read(record, out Number baselinePredicted);
                _losses[i].Add(actual, predicted, baselinePredicted);
            }
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
