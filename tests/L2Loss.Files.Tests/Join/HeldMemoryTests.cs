using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>Of the predicted file keys and numbers stay in memory, and nothing of the actual one.</summary>
public sealed class HeldMemoryTests
{
    private const int Records = 20_000;

    [Fact]
    public void Other_columns_are_not_held()
    {
        Allocated(string.Empty);
        long narrow = Allocated(note: string.Empty);
        long wide = Allocated(note: new string('x', 200));

        // The notes alone are 4 MB as bytes, and what is not allocated cannot be held.
        Assert.InRange(wide, long.MinValue, narrow + 2_000_000);
    }

    /// <summary>What reading allocates, all on this thread, whatever other tests do on theirs.</summary>
    private static long Allocated(string note)
    {
        var text = new StringBuilder("Id,Note,P\n");
        for (int i = 0; i < Records; i++)
        {
            text.Append(i).Append(',').Append(note).Append(',').Append(i).Append(".5\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        long before = GC.GetAllocatedBytesForCurrentThread();
        HeldRecords held = Read(bytes);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Records, held.Count);
        return after - before;
    }

    private static HeldRecords Read(byte[] bytes)
    {
        using DelimitedFile file = DelimitedFile.Open(new MemoryStream(bytes), new TextOptions());
        return HeldRecords.Read(file, [0], [2], new NumberReader(), false, () => { }, CancellationToken.None);
    }
}
