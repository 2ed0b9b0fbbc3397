namespace L2Loss.Files;

/// <summary>Sums records one by one into their groups, and says what became of each.</summary>
internal sealed class RecordSums
{
    private readonly ColumnRoles _roles;
    private readonly IRecordSink _sink;

    internal RecordSums(ColumnRoles roles, IRecordSink sink)
    {
        _roles = roles;
        _sink = sink;
    }

    /// <summary>Adds one record to all models of its group.</summary>
    /// <param name="block">The block that holds it.</param>
    /// <param name="record">Its position in the block.</param>
    /// <param name="number">Its number.</param>
    /// <param name="group">Its group.</param>
    internal void Add(RecordBlock block, int record, long number, GroupSums group)
    {
        (NumberFault shared, int sharedColumn) = ReadShared(block, record, out Number actual, out Number weight);
        bool isSharedListed = false;
        for (int i = 0; i < group.Models.Length; i++)
        {
            L2LossAccumulator sums = group.Models[i];
            NumberFault fault = ColumnRoles.Predictions(block, i).Read(record, out Number predicted);
            if (shared == NumberFault.None && fault == NumberFault.None)
            {
                Residual residual = _roles.Weight is null
                    ? sums.AddAt(number, actual, predicted)
                    : sums.AddAt(number, actual, predicted, weight);
                double counts = _roles.Weight is null ? 1.0 : weight.Value;
                _sink.Measured(
                    block, record, group, i, new MeasuredRecord(number, actual.Value, predicted.Value, counts, residual));
            }
            else
            {
                LeaveOut(block, record, number, sums, shared, sharedColumn, fault, i, ref isSharedListed);
            }
        }
    }

    /// <summary>Leaves out a record from those models that cannot measure it; the others have it already.</summary>
    internal void AddFaults(RecordBlock block, int record, long number, GroupSums group)
    {
        (NumberFault shared, int sharedColumn) = ReadShared(block, record, out _, out _);
        bool isSharedListed = false;
        for (int i = 0; i < group.Models.Length; i++)
        {
            NumberFault fault = ColumnRoles.Predictions(block, i).Read(record, out _);
            if (shared != NumberFault.None || fault != NumberFault.None)
            {
                LeaveOut(block, record, number, group.Models[i], shared, sharedColumn, fault, i, ref isSharedListed);
            }
        }
    }

    private (NumberFault Fault, int Column) ReadShared(
        RecordBlock block, int record, out Number actual, out Number weight)
    {
        NumberFault fault = ColumnRoles.Actuals(block).Read(record, out actual);
        weight = default;
        if (_roles.Weights(block) is NumberColumn weights)
        {
            NumberFault weightFault = NumberFaultOrder.OfWeight(weights.Read(record, out weight), weight);
            if (!NumberFaultOrder.IsFirst(fault, weightFault))
            {
                return (weightFault, _roles.Weight!.Value);
            }
        }

        return (fault, _roles.Actual);
    }

    /// <summary>What all models share is reported once, if it is bad.</summary>
    private void LeaveOut(
        RecordBlock block,
        int record,
        long number,
        L2LossAccumulator sums,
        NumberFault shared,
        int sharedColumn,
        NumberFault fault,
        int model,
        ref bool isSharedListed)
    {
        bool isShared = NumberFaultOrder.IsFirst(shared, fault);
        NumberFault reason = isShared ? shared : fault;
        sums.LeaveOut(reason);
        if (!isShared || !isSharedListed)
        {
            _sink.LeftOut(block, record, number, isShared ? sharedColumn : _roles.Predicted[model], reason);
        }

        isSharedListed |= isShared;
    }
}
