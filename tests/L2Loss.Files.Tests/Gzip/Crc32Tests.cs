using System.IO.Compression;
using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Gzip;

public sealed class Crc32Tests
{
    [Fact]
    public void Is_the_published_one() =>
        Assert.Equal(0xCBF4_3926, Crc32.Of(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Is_that_of_zlib_for_any_length_in_any_portions()
    {
        byte[] bytes = new byte[1000];
        new Random(3).NextBytes(bytes);
        for (int length = 1; length <= bytes.Length; length += length < 200 ? 1 : 37)
        {
            Crc32 checksum = default;
            checksum.Add(bytes.AsSpan(0, length / 3));
            checksum.Add(bytes.AsSpan(length / 3, length - (length / 3)));
            Assert.Equal((length, OfZlib(bytes[..length])), (length, checksum.Value));
        }
    }

    private static uint OfZlib(byte[] bytes)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.NoCompression))
        {
            gzip.Write(bytes);
        }

        return BitConverter.ToUInt32(target.ToArray().AsSpan()[^8..]);
    }
}
