using Xunit;

namespace L2Loss.Tests;

/// <summary>What the sums of one group and model take: there may be many.</summary>
public sealed class GroupSizeTests
{
    [Fact]
    public void The_sums_of_short_decimals_take_256_bytes_at_most()
    {
        const int Groups = 1000;
        var groups = new L2LossAccumulator[Groups];
        Number actual = Number.FromDecimal(12.25m);
        Number predicted = Number.FromDecimal(12.75m);
        Fill(groups, actual, predicted);

        // A collection counts the rest of a page as taken: hardly every time.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated()), 1, 256 * Groups);
        Assert.Equal(0.25, groups[^1].ToSummary().Mse);

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Fill(groups, actual, predicted);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Fill(L2LossAccumulator[] groups, in Number actual, in Number predicted)
    {
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = new L2LossAccumulator();
            groups[i].Add(actual, predicted);
            groups[i].Add(predicted, actual);
        }
    }
}
