using System.Globalization;
using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Sums;

/// <summary>The worst records are among those found, and few others are kept.</summary>
public sealed class WorstSearchTests
{
    private const int Records = 30_000;

    [Theory]
    [InlineData(1, 1 << 30)]
    [InlineData(5, 1 << 30)]
    [InlineData(5, 100_000)]
    [InlineData(3_000, 100_000)]
    public void The_worst_are_found_however_many_are_in_a_piece(int wanted, int pieceSize)
    {
        // Differences that grow, each of them several times.
        var random = new Random(7);
        int[] differences = [.. Enumerable.Range(0, Records).Select(i => (i / 50) + random.Next(4))];
        var text = new StringBuilder("Actual,Predicted\n");
        foreach (int difference in differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"{difference}.5,0.5\n");
        }

        using DelimitedFile file = DelimitedFile.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), new TextOptions(), pieceSize: pieceSize);
        var roles = new ColumnRoles(0, [1], null, []);
        var sums = new FileSums(file, roles, new NumberReader(), false) { Search = new WorstSearch(roles, wanted) };
        var found = new List<(long Record, double Difference)>();
        foreach ((long before, PieceSums piece) in sums.Run(3, CancellationToken.None))
        {
            Assert.InRange(piece.Worst.Count, 0, (2 * wanted) + (2 * NumberColumn.Capacity));
            found.AddRange(piece.Worst.Select(one => (before + one.Record.Number, one.Record.Residual.Difference)));
        }

        (long, double)[] expected = [.. Worst(differences.Select((difference, i) => (i + 1L, (double)difference)), wanted)];
        Assert.Equal(expected, Worst(found, wanted));
    }

    /// <summary>The largest differences, of those alike the first.</summary>
    private static IEnumerable<(long Record, double Difference)> Worst(IEnumerable<(long Record, double Difference)> records, int count) =>
        records.OrderByDescending(one => one.Difference).ThenBy(one => one.Record).Take(count);
}
