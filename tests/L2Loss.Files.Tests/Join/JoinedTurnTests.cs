using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>Of two records with the same key the first has the prediction, whichever thread is faster.</summary>
public sealed class JoinedTurnTests
{
    [Fact]
    public async Task A_record_loses_its_prediction_to_one_of_an_earlier_piece()
    {
        using DelimitedFile predictedFile = Open("Id,P\n2,20\n1,10\n", 1 << 10);
        var predicted = HeldRecords.Read(predictedFile, [0], [1], new NumberReader(), false, () => { }, CancellationToken.None);
        using DelimitedFile actualFile = Open("Id,Y\n1,1\n1,3\n", 4);
        using var joined = new HeldJoin(actualFile, [0], predicted);
        joined.Select(new ColumnSelection([1, 2], [0], new NumberReader()));
        RecordPiece first = joined.ReadPiece(CancellationToken.None)!;

        // Disposed after the first one, for whose turn it waits.
        using RecordPiece second = joined.ReadPiece(CancellationToken.None)!;
        using RecordPiece ended = first;
        RecordBlock firstBlock = joined.CreateBlock();
        RecordBlock secondBlock = joined.CreateBlock();

        Task<bool> later = Task.Run(() => second.Read(secondBlock, CancellationToken.None));
        Assert.True(SpinWait.SpinUntil(() => predicted.Taker(1) > 0, TimeSpan.FromMinutes(1)), "The second piece has taken it.");
        Assert.True(first.Read(firstBlock, CancellationToken.None));
        Assert.True(await later);

        Assert.Equal(NumberFault.None, firstBlock.Numbers[1].Read(0, out Number prediction));
        Assert.Equal(10.0, prediction.Value);
        Assert.Equal(NumberFault.DuplicateKey, secondBlock.Fault(0));
        Assert.Equal(1, secondBlock.Bad(0, 0, NumberFault.DuplicateKey, 2).Origin!.FirstRecord);
    }

    private static DelimitedFile Open(string text, int pieceSize) => DelimitedFile.Open(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), new TextOptions(), pieceSize: pieceSize);
}
