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
        long narrow = Held(note: string.Empty);
        long wide = Held(note: new string('x', 200));

        // The notes alone would be 4 MB as bytes; other tests on other threads make the count waver.
        Assert.InRange(wide, long.MinValue, narrow + 2_000_000);
    }

    private static long Held(string note)
    {
        var text = new StringBuilder("Id,Note,P\n");
        for (int i = 0; i < Records; i++)
        {
            text.Append(i).Append(',').Append(note).Append(',').Append(i).Append(".5\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        HeldRecords held = Read(bytes);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(Records, held.Count);
        GC.KeepAlive(bytes);
        return after - before;
    }

    private static HeldRecords Read(byte[] bytes)
    {
        using DelimitedFile file = DelimitedFile.Open(new MemoryStream(bytes), new DelimitedOptions());
        return HeldRecords.Read(file, [0], [2], new NumberReader(), false, () => { }, CancellationToken.None);
    }
}
