using System.Text;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>What a file claims to have does not take memory before it is there.</summary>
public sealed class BlockMemoryTests
{
    [Fact]
    public void Many_properties_take_little_memory()
    {
        const int Properties = 20_000;
        const int Records = 30;
        string record = $"{{{string.Join(',', Enumerable.Range(0, Properties).Select(i => $"\"p{i}\":{i}"))}}}\n";
        using var file = new JsonLinesFile(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(record, Records)))));
        file.Select(new ColumnSelection([0], [.. Enumerable.Range(0, Properties)], new NumberReader()));
        long before = GC.GetAllocatedBytesForCurrentThread();
        file.CreateBlock();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 24);
        int read = 0;
        foreach (RecordBlock block in file.ReadBlocks(CancellationToken.None))
        {
            Assert.NotEqual(0, block.Count);
            for (int i = 0; i < block.Count; i++)
            {
                Assert.Equal($"{Properties - 1}", block.Text(i, Properties - 1));
                Assert.Equal(++read, block.Line(i));
            }
        }

        Assert.Equal(Records, read);
    }

    [Fact]
    public void A_dictionary_has_no_more_numbers_than_its_bytes_hold()
    {
        const int Bytes = 100_000;
        var field = new ParquetField("v", 0, PhysicalType.Int64, 0, IsNullable: false);
        var bytes = new PageBytes(new byte[Bytes + PageBytes.Slack], 0, Bytes);
        Assert.Equal(Bytes / 8, new DictionaryValues(field, bytes, Bytes / 8).Count);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => new DictionaryValues(field, bytes, 8 * Bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
