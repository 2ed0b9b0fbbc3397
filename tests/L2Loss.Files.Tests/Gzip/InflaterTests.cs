using System.IO.Compression;
using CsCheck;
using Xunit;

namespace L2Loss.Files.Tests.Gzip;

/// <summary>What zlib compressed comes out again; what RFC 1951 does not allow is damaged.</summary>
public sealed class InflaterTests
{
    public static TheoryData<string, ZLibCompressionStrategy, int> Ways
    {
        get
        {
            var ways = new TheoryData<string, ZLibCompressionStrategy, int>();
            foreach (string content in new[] { "nothing", "one", "numbers", "random", "zeros", "skewed", "far" })
            {
                ways.Add(content, ZLibCompressionStrategy.Default, 0);
                ways.Add(content, ZLibCompressionStrategy.Default, 1);
                ways.Add(content, ZLibCompressionStrategy.Default, 9);
                ways.Add(content, ZLibCompressionStrategy.Fixed, 6);
                ways.Add(content, ZLibCompressionStrategy.HuffmanOnly, 6);
                ways.Add(content, ZLibCompressionStrategy.RunLengthEncoding, 6);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Gives_what_was_compressed(string content, ZLibCompressionStrategy strategy, int level)
    {
        byte[] bytes = Content(content);
        byte[] compressed = Compress(bytes, new ZLibCompressionOptions { CompressionStrategy = strategy, CompressionLevel = level });
        Assert.Equal(bytes, Inflate(compressed, int.MaxValue, out bool isDamaged));
        Assert.False(isDamaged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Reads_in_any_portions(int portion)
    {
        byte[] bytes = Content("numbers");
        Assert.Equal(bytes, Inflate(Compress(bytes, new ZLibCompressionOptions()), portion, out _));
    }

    [Fact]
    public void Is_at_the_first_byte_behind_the_data()
    {
        byte[] compressed = Compress(Content("numbers"), new ZLibCompressionOptions());
        var input = new BitReader(new MemoryStream([.. compressed, 77]), CancellationToken.None);
        var inflater = new Inflater(input);
        inflater.Start();
        while (inflater.Next().Count > 0)
        {
        }

        input.Align();
        Assert.Equal([77], input.TakeBytes(9).ToArray());
    }

    [Fact]
    public void What_was_changed_gives_what_zlib_gives_of_it()
    {
        byte[][] seeds =
        [
            Compress(Content("numbers")[..3000], new ZLibCompressionOptions()),
            Compress(Content("numbers")[..500], new ZLibCompressionOptions { CompressionStrategy = ZLibCompressionStrategy.Fixed }),
            Compress(Content("skewed")[..2000], new ZLibCompressionOptions { CompressionStrategy = ZLibCompressionStrategy.HuffmanOnly }),
            Compress(Content("random")[..100], new ZLibCompressionOptions { CompressionLevel = 0 }),
        ];
        Gen.Select(Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]), Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample(
            (seed, place, change) =>
            {
                byte[] changed = [.. seed];
                changed[place % (place % 3 == 0 ? Math.Min(60, seed.Length) : seed.Length)] ^= change;
                byte[] own = Inflate(changed, int.MaxValue, out bool isDamaged);
                byte[] expected = InflateByZlib(changed, out bool isRefused);

                // zlib's stream just ends where the data breaks off, and loses the byte before what it refuses. Here one entry
                // may give the last two.
                Assert.True(isDamaged || !isRefused);
                Assert.InRange(own.Length - expected.Length, isDamaged && !isRefused ? -1 : 0, isRefused ? 1 : 0);
                int common = Math.Min(own.Length, expected.Length);
                Assert.Equal(expected[..common], own[..common]);
            },
            iter: 2000);
    }

    [Theory]
    [InlineData("a fourth kind of block", new[] { 1, 1, 3, 2 })]
    [InlineData("a length that its complement does not confirm", new[] { 1, 1, 0, 2, 0, 5, 1, 16, 0xFFFF, 16 })]
    [InlineData("a distance before the first byte", new[] { 1, 1, 1, 2, 0b1000000, 7, 0, 5 })]
    [InlineData("the length 286", new[] { 1, 1, 1, 2, 0b01100011, 8, 0, 5 })]
    [InlineData("the distance 30", new[] { 1, 1, 1, 2, 0b10001001, 8, 0b1000000, 7, 0b01111, 5 })]
    [InlineData("287 lengths", new[] { 1, 1, 2, 2, 30, 5, 0, 5, 14, 4 })]
    [InlineData("more codes than there is room for", new[] { 1, 1, 2, 2, 0, 5, 0, 5, 0, 4, 1, 3, 1, 3, 1, 3, 0, 3 })]
    [InlineData("too few codes", new[] { 1, 1, 2, 2, 0, 5, 0, 5, 0, 4, 2, 3, 2, 3, 2, 3, 0, 3 })]
    [InlineData("a repetition of nothing", new[] { 1, 1, 2, 2, 0, 5, 0, 5, 0, 4, 1, 3, 1, 3, 0, 3, 0, 3, 0, 1, 0, 2 })]
    [InlineData("no end of the block", new[] { 1, 1, 2, 2, 0, 5, 0, 5, 0, 4, 0, 3, 0, 3, 1, 3, 1, 3, 1, 1, 127, 7, 1, 1, 109, 7 })]
    public void Is_damaged_by(string what, int[] valuesAndBits)
    {
        byte[] bytes = [.. Pack(valuesAndBits), .. new byte[100]];
        Inflate(bytes, int.MaxValue, out bool isDamaged);
        InflateByZlib(bytes, out bool isRefused);
        Assert.True(isDamaged && isRefused, what);
    }

    [Fact]
    public void All_bytes_before_the_damage_come_first()
    {
        byte[] bytes = Content("numbers");
        byte[] compressed = Compress(bytes, new ZLibCompressionOptions());
        byte[] start = Inflate(compressed[..(compressed.Length / 2)], int.MaxValue, out bool isDamaged);
        Assert.True(isDamaged);
        Assert.InRange(start.Length, bytes.Length / 3, bytes.Length);
        Assert.Equal(bytes[..start.Length], start);
    }

    private static byte[] Content(string name)
    {
        var random = new Random(5);
        switch (name)
        {
            case "nothing":
                return [];
            case "one":
                return [200];
            case "zeros":
                return new byte[300_000];
            case "numbers":
                return [.. string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},{random.Next(100)}.{random.Next(10)}\n")).Select(c => (byte)c)];
            case "skewed":
                // Each byte half as often as the one before: codes of all lengths.
                return [.. Enumerable.Range(0, 200_000).Select(_ => (byte)System.Numerics.BitOperations.TrailingZeroCount(random.Next() | (1 << 20)))];
            case "far":
                // The second half repeats the first one from as far back as there is.
                byte[] half = new byte[1 << 15];
                random.NextBytes(half);
                return [.. half, .. half, .. half];
            default:
                byte[] bytes = new byte[200_000];
                random.NextBytes(bytes);
                return bytes;
        }
    }

    private static byte[] Compress(byte[] bytes, ZLibCompressionOptions options)
    {
        var target = new MemoryStream();
        using (var stream = new DeflateStream(target, options, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        // The stream of .NET writes nothing for nothing: an empty block.
        return target.Length == 0 ? [3, 0] : target.ToArray();
    }

    private static byte[] Inflate(byte[] bytes, int portion, out bool isDamaged)
    {
        var target = new MemoryStream();
        var inflater = new Inflater(new BitReader(new Portions(bytes, portion), CancellationToken.None));
        inflater.Start();
        isDamaged = false;
        try
        {
            for (ArraySegment<byte> next = inflater.Next(); next.Count > 0; next = inflater.Next())
            {
                target.Write(next);
            }
        }
        catch (MalformedFileException)
        {
            isDamaged = true;
        }

        return target.ToArray();
    }

    private static byte[] InflateByZlib(byte[] bytes, out bool isRefused)
    {
        var target = new MemoryStream();
        using var stream = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        isRefused = false;
        try
        {
            for (int value = stream.ReadByte(); value >= 0; value = stream.ReadByte())
            {
                target.WriteByte((byte)value);
            }
        }
        catch (InvalidDataException)
        {
            isRefused = true;
        }

        return target.ToArray();
    }

    /// <summary>Each value in so many bits, the first ones lowest.</summary>
    private static byte[] Pack(int[] valuesAndBits)
    {
        UInt128 bits = 0;
        int count = 0;
        foreach (int[] pair in valuesAndBits.Chunk(2))
        {
            bits |= (UInt128)pair[0] << count;
            count += pair[1];
        }

        return [.. Enumerable.Range(0, (count + 7) / 8).Select(i => (byte)(bits >> (8 * i)))];
    }

    /// <summary>Gives so many bytes at a time.</summary>
    private sealed class Portions(byte[] bytes, int portion) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, portion));
    }
}
