using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>A join of files in order holds no more of a longer file, and notices where a file is no longer in order.</summary>
public sealed class OrderedJoinTests
{
    private const int Records = 5_000;

    [Fact]
    public void One_piece_after_another_needs_a_single_part()
    {
        string rows = string.Concat(Enumerable.Range(0, Records).Select(i => $"{i},{i}.5\n"));
        using DelimitedFile actual = Open("Id,Y\n" + rows);
        using DelimitedFile predicted = Open("Id,P\n" + rows);
        using OrderedJoin joined = Join(actual, predicted);
        RecordBlock block = joined.CreateBlock();
        var parts = new HashSet<HeldRecords>();
        int records = 0;
        int most = 0;
        while (joined.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            using (piece)
            {
                while (piece.Read(block, CancellationToken.None))
                {
                    records += block.Count;
                }

                if (piece is JoinedPiece { Predicted: HeldRecords part })
                {
                    parts.Add(part);
                    most = Math.Max(most, part.Count);
                }
            }
        }

        Assert.Equal(Records, records);
        Assert.Single(parts);
        Assert.InRange(most, 1, 100);
    }

    [Theory]
    [InlineData("1,1\n3,1\n2,1\n", "1,1\n2,1\n3,1\n", "The file changed while it was read.")]
    [InlineData("1,1\n2,1\n3,1\n", "1,1\n3,1\n2,1\n", "The predicted file changed while it was read.")]
    [InlineData("1,1\n2,1\n3,1\n", "1,1\n2,1\n\"3\n", "The predicted file cannot be read any more: *")]
    public void A_file_that_is_no_longer_in_order_ends_the_join(string actualRows, string predictedRows, string message)
    {
        using DelimitedFile actual = Open("Id,Y\n" + actualRows);
        using DelimitedFile predicted = Open("Id,P\n" + predictedRows);
        using OrderedJoin joined = Join(actual, predicted);
        var sums = new FileSums(joined, new ColumnRoles(1, [3], null, []), new NumberReader(), skipMissing: false);

        IOException failure = Assert.Throws<IOException>(() => sums.Run(2, CancellationToken.None).Count());

        Assert.StartsWith(message.TrimEnd('*'), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predicted_values_that_may_be_thousands_are_found_by_their_records_in_the_predicted_file()
    {
        string rows = string.Concat(Enumerable.Range(10, 100).Select(i => $"{i},{i}\n"));
        using DelimitedFile actual = Open("Id,Y\n7,1\n8,1\n9,1\n" + rows);
        using DelimitedFile predicted = Open("Id,P\n1,2.345\n7,1.5\n" + rows + "200,1.234\n201,\"1,5\"\n");
        using OrderedJoin joined = Join(actual, predicted);
        RecordBlock block = joined.CreateBlock();
        while (joined.ReadPiece(CancellationToken.None) is RecordPiece piece)
        {
            using (piece)
            {
                while (piece.Read(block, CancellationToken.None))
                {
                }
            }
        }

        PointWatch points = Assert.IsType<PointWatch>(joined.PredictedPoints);
        Assert.Equal("1,5", points.Comma(0));
        Assert.Equal([(1, "2.345"), (103, "1.234")], points.Points(0));
    }

    private static OrderedJoin Join(DelimitedFile actual, DelimitedFile predicted)
    {
        var joined = new OrderedJoin(actual, [0], predicted, [0], [1], new NumberReader());
        joined.Select(new ColumnSelection([1, 2], [0], new NumberReader()));
        return joined;
    }

    private static DelimitedFile Open(string text) =>
        DelimitedFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), new TextOptions(), pieceSize: 100);
}
