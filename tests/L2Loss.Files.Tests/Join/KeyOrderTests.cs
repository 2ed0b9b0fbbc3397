using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Join;

/// <summary>Which files can be joined without holding one: those whose keys are ascending whole numbers from start to end.</summary>
public sealed class KeyOrderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("5\n")]
    [InlineData("-3\n-2\n0\n7\n10\n100000000000000000\n")]
    [InlineData("1\n2\n\n3\n")]
    [InlineData(" 1 \n\"2\"\n3")]
    public void Is_of_ascending_whole_numbers(string keys) => Assert.True(IsOf(keys));

    [Theory]
    [InlineData("2\n1\n")]
    [InlineData("1\n1\n")]
    [InlineData("1\n2\n3\n2\n")]
    [InlineData("1\n02\n")]
    [InlineData("1\n2.0\n")]
    [InlineData("1\n2.\n")]
    [InlineData("-1\n-0\n")]
    [InlineData("1\nx\n")]
    [InlineData("1\n,5\n2\n")]
    [InlineData("1\n1000000000000000000\n")]
    [InlineData("1\n2,3,4,5\n")]
    [InlineData("1\n\"2\n")]
    public void Is_not_of_others(string keys) => Assert.False(IsOf(keys));

    private static bool IsOf(string keys)
    {
        // Each record is a piece of its own.
        using DelimitedFile file = DelimitedFile.Open(
            new MemoryStream(Encoding.UTF8.GetBytes("Id,Y\n" + keys)), new TextOptions(), pieceSize: 1);
        return KeyOrder.IsOf(file, [0], new NumberReader(), () => { }, CancellationToken.None);
    }
}
