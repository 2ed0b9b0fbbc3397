namespace L2Loss;

/// <summary>The record that adds most to the sum of squares; the first of them when several add the same.</summary>
internal struct WorstRecord
{
    /// <summary>
    /// sqrt(weight) * difference, by which records compare: unlike their losses it neither overflows nor underflows.
    /// Zero before the first record counts as less than any.
    /// </summary>
    internal double Key;

    /// <summary>The 1-based number of the record; 0 when there is none.</summary>
    internal long Index;

    /// <summary>weight * difference^2</summary>
    internal double Loss;

    /// <summary>The largest difference of all, whatever its weight.</summary>
    internal double MaxError;

    /// <summary>Takes a record with a positive weight into account.</summary>
    internal void Offer(double key, double loss, double difference, long index)
    {
        if (Index == 0 || key > Key)
        {
            Key = key;
            Loss = loss;
            Index = index;
        }

        MaxError = Math.Max(MaxError, difference);
    }

    /// <summary>Takes the worst record of a later part of the data into account.</summary>
    internal void Offer(in WorstRecord later, long recordsBefore)
    {
        if (later.Index > 0)
        {
            Offer(later.Key, later.Loss, later.MaxError, recordsBefore + later.Index);
        }
    }
}
