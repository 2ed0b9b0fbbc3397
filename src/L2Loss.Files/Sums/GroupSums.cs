namespace L2Loss.Files;

/// <summary>The sums of one group of records, one for each model.</summary>
/// <param name="Key">The values of the key columns as <see cref="GroupKey"/> joins them; empty without keys.</param>
/// <param name="Models">The sums, in the order of the models.</param>
internal sealed record GroupSums(string Key, L2LossAccumulator[] Models)
{
    /// <summary>A group without records.</summary>
    internal static GroupSums Empty(string key, int models)
    {
        var sums = new L2LossAccumulator[models];
        for (int i = 0; i < models; i++)
        {
            sums[i] = new L2LossAccumulator();
        }

        return new GroupSums(key, sums);
    }
}
