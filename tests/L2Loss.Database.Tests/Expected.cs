namespace L2Loss.Database.Tests;

/// <summary>What measuring the rows one by one gives.</summary>
internal static class Expected
{
    private static readonly NumberReader Reader = new();

    /// <summary>The sums of each part and key, the key as groups are told apart.</summary>
    internal static Dictionary<(string Part, string Key), L2LossAccumulator> Of(
        IEnumerable<RandomTables.Row> rows, bool isWeighted, bool trims)
    {
        var groups = new Dictionary<(string, string), L2LossAccumulator>();
        foreach (RandomTables.Row row in rows)
        {
            string key = trims ? (row.Key ?? string.Empty).Trim() : row.Key ?? string.Empty;
            var group = ($"{row.Part}", key);
            if (!groups.TryGetValue(group, out L2LossAccumulator? sums))
            {
                groups.Add(group, sums = new L2LossAccumulator());
            }

            Add(sums, row, isWeighted);
        }

        return groups;
    }

    internal static void Add(L2LossAccumulator sums, RandomTables.Row row, bool isWeighted)
    {
        NumberFault fault = NumberFaultOrder.First(
            Reader.Read(row.Actual, out Number actual), Reader.Read(row.Predicted, out Number predicted));
        Number weight = Number.FromMantissa(1, 0);
        if (isWeighted)
        {
            NumberFault weightFault = Reader.Read(row.Weight, out weight);
            fault = NumberFaultOrder.First(fault, NumberFaultOrder.OfWeight(weightFault, weight));
        }

        if (fault != NumberFault.None)
        {
            sums.LeaveOut(fault);
        }
        else if (isWeighted)
        {
            sums.Add(actual, predicted, weight);
        }
        else
        {
            sums.Add(actual, predicted);
        }
    }
}
