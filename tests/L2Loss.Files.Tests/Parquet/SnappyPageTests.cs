using Snappier;
using Xunit;

namespace L2Loss.Files.Tests.Parquet;

/// <summary>What another library compressed comes out again; what the format does not allow is damaged.</summary>
public sealed class SnappyPageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(200_000)]
    public void Gives_what_was_compressed(int length)
    {
        byte[] doubles = [.. Enumerable.Range(0, (length + 7) / 8).SelectMany(i => BitConverter.GetBytes(i * i % 1009 / 100.0)).Take(length)];
        Assert.Equal(doubles, Decompress(Snappy.CompressToArray(doubles), length));

        byte[] zeros = new byte[length];
        Assert.Equal(zeros, Decompress(Snappy.CompressToArray(zeros), length));

        byte[] noise = new byte[length];
        new Random(7).NextBytes(noise);
        Assert.Equal(noise, Decompress(Snappy.CompressToArray(noise), length));
    }

    [Theory]
    [InlineData("04 0C 61 62 63 64", "abcd")] // a literal
    [InlineData("0A 00 61 15 01", "aaaaaaaaaa")] // one new byte, nine old ones at offset 1
    [InlineData("08 04 61 62 16 02 00", "abababab")] // an offset of two bytes
    [InlineData("08 04 61 62 17 02 00 00 00", "abababab")] // and of four
    [InlineData("03 F0 02 61 62 63", "abc")] // a length of one byte
    [InlineData("03 FC 02 00 00 00 61 62 63", "abc")] // and of four
    public void Reads_each_element_of_the_format(string page, string content) =>
        Assert.Equal(System.Text.Encoding.ASCII.GetBytes(content), Decompress(Bytes(page), content.Length));

    [Theory]
    [InlineData("")] // no length
    [InlineData("84")] // a length that breaks off
    [InlineData("FF FF FF FF FF 01")] // a length of more than 32 bits
    [InlineData("84 80 80 80 10 0C 61 62 63 64")]
    [InlineData("05 0C 61 62 63 64")] // another length than the page has
    [InlineData("04")] // no element
    [InlineData("04 0C 61 62 63")] // a literal that breaks off
    [InlineData("04 10 61 62 63 64 65")] // one too long
    [InlineData("04 00 61 05")] // a copy that breaks off
    [InlineData("05 00 61 01 00")] // an offset of 0
    [InlineData("05 00 61 01 02")] // one before the start
    [InlineData("04 00 61 0E 01")] // one of two bytes that breaks off
    [InlineData("04 00 61 01 01")] // a copy too long
    [InlineData("04 0C 61 62 63 64 00 65")] // more behind the end
    public void Refuses_what_is_damaged(string page) => Assert.Null(Decompress(Bytes(page), 4));

    /// <summary>The other library takes some damaged pages; of those that both take it gives the same.</summary>
    [Fact]
    public void What_was_changed_gives_what_another_library_gives_of_it()
    {
        byte[] doubles = [.. Enumerable.Range(0, 300).SelectMany(i => BitConverter.GetBytes(i * i % 1009 / 100.0))];
        byte[] page = Snappy.CompressToArray(doubles);
        int read = 0;
        for (int place = 2; place < page.Length; place++)
        {
            byte[] changed = [.. page];
            changed[place] ^= (byte)(1 << (place % 8));
            if (Decompress(changed, doubles.Length) is { } bytes)
            {
                byte[] other = new byte[bytes.Length];
                Assert.Equal(other.Length, Snappy.Decompress(changed, other));
                Assert.Equal(other, bytes);
                read++;
            }
        }

        Assert.InRange(read, 1, page.Length - 100);
    }

    private static byte[]? Decompress(byte[] page, int length)
    {
        const int Margin = 64;
        byte[] target = new byte[length + (2 * Margin)];
        bool isRead = SnappyPage.TryDecompress(page, target.AsSpan(Margin, length));
        Assert.DoesNotContain(target[..Margin], one => one != 0);
        Assert.DoesNotContain(target[(Margin + length)..], one => one != 0);
        return isRead ? target[Margin..(Margin + length)] : null;
    }

    private static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));
}
