using System.IO.Compression;
using Xunit;

namespace L2Loss.Files.Tests.Gzip;

/// <summary>Headers and ends of members (RFC 1952).</summary>
public sealed class GzipBytesTests
{
    private const int HasChecksum = 2;
    private const int HasExtra = 4;
    private const int HasName = 8;
    private const int HasComment = 16;

    private static readonly byte[] Member = MakeMember();

    [Theory]
    [InlineData(0)]
    [InlineData(HasName)]
    [InlineData(HasComment)]
    [InlineData(HasExtra)]
    [InlineData(HasChecksum)]
    [InlineData(HasName | HasComment | HasExtra | HasChecksum)]
    public void Reads_what_a_header_can_have(int flags) => Assert.Equal("abc", Read(WithHeader(flags)));

    [Fact]
    public void A_wrong_checksum_of_a_header_is_damage()
    {
        byte[] bytes = WithHeader(HasName | HasChecksum);
        bytes[10] ^= 1;
        Assert.Throws<MalformedFileException>(() => Read(bytes));
    }

    [Theory]
    [InlineData(2, 7)]
    [InlineData(3, 0x20)]
    public void Another_method_or_a_flag_of_the_future_is_damage(int place, byte value)
    {
        byte[] bytes = [.. Member];
        bytes[place] = value;
        Assert.Throws<MalformedFileException>(() => Read(bytes));
    }

    [Fact]
    public void Members_follow_each_other_and_zeros_follow_them() =>
        Assert.Equal("abcabcabc", Read([.. Member, .. WithHeader(HasName), .. Member, .. new byte[100_000]]));

    [Fact]
    public void Nothing_or_only_zeros_is_damage()
    {
        Assert.Throws<MalformedFileException>(() => Read([]));
        Assert.Throws<MalformedFileException>(() => Read(new byte[50]));
    }

    [Fact]
    public void Endless_zeros_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var content = new GzipBytes(new EndlessZeros(Member) { OnRead = count => Stop(count, stop) }, stop.Token);
        Assert.Equal(3, content.Read(new byte[10], 0, 10));
        Assert.Throws<OperationCanceledException>(() => content.Read(new byte[10], 0, 10));

        static void Stop(int count, CancellationTokenSource stop)
        {
            if (count == 5)
            {
                stop.Cancel();
            }
        }
    }

    private static byte[] MakeMember()
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write("abc"u8);
        }

        return target.ToArray();
    }

    private static byte[] WithHeader(int flags)
    {
        List<byte> header = [.. Member[..10]];
        header[3] = (byte)flags;
        header.AddRange((flags & HasExtra) != 0 ? [4, 1, .. new byte[0x104]] : []);
        header.AddRange((flags & HasName) != 0 ? [.. "prices.csv\0"u8] : []);
        header.AddRange((flags & HasComment) != 0 ? [.. "of a day\0"u8] : []);
        header.AddRange((flags & HasChecksum) != 0 ? BitConverter.GetBytes((ushort)Crc32.Of(header.ToArray())) : []);
        return [.. header, .. Member[10..]];
    }

    private static string Read(byte[] bytes)
    {
        using var content = new GzipBytes(new MemoryStream(bytes), CancellationToken.None);
        return new StreamReader(content).ReadToEnd();
    }

    /// <summary>Some bytes, and zeros without end behind them.</summary>
    private sealed class EndlessZeros(byte[] start) : MemoryStream(start)
    {
        private int _reads;

        internal required Action<int> OnRead { get; init; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            OnRead(++_reads);
            int length = base.Read(buffer, offset, count);
            if (length == 0)
            {
                buffer.AsSpan(offset, count).Clear();
                return count;
            }

            return length;
        }
    }
}
