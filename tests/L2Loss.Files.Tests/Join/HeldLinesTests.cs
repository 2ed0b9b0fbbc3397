using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>Lines are told from runs, so that most records need no place for theirs.</summary>
public sealed class HeldLinesTests
{
    [Fact]
    public void Lines_are_those_of_the_blocks()
    {
        long[][] blocks = [[2, 3, 4], [5], [6, 9, 10], [0, 0], [0], [11, 12], [7]];
        var held = new HeldLines();
        Array.ForEach(blocks, lines => held.Add(new Lines(lines), lines.Length / 3, lines.Length));

        long[] expected = [.. blocks.SelectMany(lines => lines[(lines.Length / 3)..])];
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(row => held[row]));
    }

    [Fact]
    public void Records_without_lines_take_no_place()
    {
        var held = new HeldLines();
        var block = new Lines(new long[NumberColumn.Capacity]);
        held.Add(block, 0, block.Count);

        // A collection counts the rest of a page as taken: hardly every time.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                held.Add(block, 0, block.Count);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private sealed class Lines(long[] lines) : RecordBlock
    {
        internal override int Count => lines.Length;

        internal override NumberColumn[] Numbers => [];

        internal override string? Text(int record, int column) => null;

        internal override long Line(int record) => lines[record];
    }
}
