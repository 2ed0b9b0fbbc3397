namespace L2Loss.Files;

/// <summary>The losses of each model by itself: a record that one of them cannot measure may count for the others.</summary>
internal sealed class ModelSums : GroupSums
{
    // Created when they are first needed.
    private readonly PairBuffer?[]? _buffers;

    /// <summary>The sums of no records.</summary>
    /// <param name="key">The key of the group.</param>
    /// <param name="models">The number of models.</param>
    /// <param name="isBuffered">
    /// Whether doubles are summed in blocks, as arrays are: nobody is told of each record, and there are few groups.
    /// </param>
    internal ModelSums(in RecordKey key, int models, bool isBuffered = false)
        : base(key)
    {
        Models = new L2LossAccumulator[models];
        for (int i = 0; i < models; i++)
        {
            Models[i] = new L2LossAccumulator();
        }

        _buffers = isBuffered ? new PairBuffer?[models] : null;
    }

    /// <summary>The sums, in the order of the models.</summary>
    internal L2LossAccumulator[] Models { get; }

    /// <summary>The last records of each model, where their error is asked for.</summary>
    internal RollingMse[]? Windows { get; set; }

    /// <inheritdoc/>
    internal override void Add(Observation observation, IRecordSink sink)
    {
        if (!observation.IsClean)
        {
            AddSome(observation, sink, isCounted: false);
            return;
        }

        for (int i = 0; i < Models.Length; i++)
        {
            Measure(observation, i, sink);
        }
    }

    /// <inheritdoc/>
    internal override bool TryAdd(long index, NumberColumn[] numbers, int record, bool isWeighted)
    {
        bool isClean = true;
        for (int i = 0; i < Models.Length; i++)
        {
            isClean &= Models[i].TryAddAt(index, numbers[0], numbers[i + 1], isWeighted ? numbers[^1] : null, record);
        }

        return isClean;
    }

    /// <inheritdoc/>
    internal override void AddFaults(Observation observation, IRecordSink sink) => AddSome(observation, sink, isCounted: true);

    /// <inheritdoc/>
    internal override void AddBlock(BlockRecord record, Observation observation, IRecordSink sink)
    {
        NumberColumn[] numbers = record.Block.Numbers;
        NumberColumn? weights = observation.IsWeighted ? numbers[^1] : null;
        SortedSet<int>? bad = null;
        var leftOut = new List<int>();
        for (int i = 0; i < Models.Length; i++)
        {
            leftOut.Clear();
            Models[i].AddColumns(numbers[0], numbers[i + 1], weights, record.Before, leftOut);
            if (leftOut.Count > 0)
            {
                (bad ??= []).UnionWith(leftOut);
            }
        }

        foreach (int position in bad ?? [])
        {
            record.Position = position;
            observation.Read(record);
            AddFaults(observation, sink);
        }
    }

    /// <inheritdoc/>
    internal override void Renumber(Func<long, long> number)
    {
        foreach (L2LossAccumulator sums in Models)
        {
            sums.Renumber(number);
        }
    }

    /// <inheritdoc/>
    internal override void LeaveOut(NumberFault fault)
    {
        foreach (L2LossAccumulator sums in Models)
        {
            sums.LeaveOut(fault);
        }
    }

    /// <inheritdoc/>
    internal override void Add(GroupSums later, long recordsBefore)
    {
        for (int i = 0; i < Models.Length; i++)
        {
            Models[i].Add(((ModelSums)later).Models[i], recordsBefore);
        }
    }

    /// <summary>Sums what waits for its block to become full.</summary>
    internal void Flush()
    {
        foreach (PairBuffer? buffer in _buffers ?? [])
        {
            buffer?.Flush();
        }
    }

    /// <summary>What all models share is reported once.</summary>
    private void AddSome(Observation observation, IRecordSink sink, bool isCounted)
    {
        int reported = -1;
        for (int i = 0; i < Models.Length; i++)
        {
            NumberFault fault = observation.Fault(i, out int part);
            if (fault != NumberFault.None)
            {
                Models[i].LeaveOut(fault);
                if (part != reported)
                {
                    sink.LeftOut(part, fault);
                }

                reported = part == i + 1 ? reported : part;
            }
            else if (!isCounted)
            {
                Measure(observation, i, sink);
            }
        }
    }

    private void Measure(Observation observation, int model, IRecordSink sink)
    {
        ref readonly Number actual = ref observation.Actual;
        ref readonly Number predicted = ref observation.Predicted(model);
        if (_buffers is not null && !actual.IsDecimal && !predicted.IsDecimal)
        {
            (_buffers[model] ??= new PairBuffer(Models[model])).Add(observation.Index, actual.Value, predicted.Value);
            return;
        }

        Residual residual = observation.IsWeighted
            ? Models[model].AddAt(observation.Index, actual, predicted, observation.Weight)
            : Models[model].AddAt(observation.Index, actual, predicted);
        double weight = observation.IsWeighted ? observation.Weight.Value : 1.0;
        sink.Measured(this, model, new MeasuredRecord(observation.Index, actual.Value, predicted.Value, weight, residual));
    }
}
