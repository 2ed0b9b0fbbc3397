using System.IO.Compression;
using System.Text;
using Xunit;

namespace L2Loss.Files.Tests.Delimited;

/// <summary>Files that break off, change, or are let go of in the middle.</summary>
public sealed class DelimitedSourceTests
{
    [Theory]
    [InlineData(CompressionLevel.SmallestSize)]
    [InlineData(CompressionLevel.NoCompression)]
    public void A_gzip_file_cut_off_anywhere_is_malformed(CompressionLevel level)
    {
        byte[] one = Compress(MakeText(30), level);
        byte[] two = [.. one, .. Compress("7,8\n", level)];
        Assert.Equal(30, ReadGzip(one).Records.Count);
        Assert.Equal(31, ReadGzip(two).Records.Count);
        for (int length = 0; length < two.Length; length++)
        {
            if (length != one.Length)
            {
                Assert.Throws<MalformedFileException>(() => ReadGzip(two[..length]));
            }
        }
    }

    [Fact]
    public void A_gzip_file_with_a_changed_byte_in_content_or_checksum_is_malformed()
    {
        byte[] bytes = Compress(MakeText(30), CompressionLevel.SmallestSize);
        for (int i = 10; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x10;
            Assert.Throws<MalformedFileException>(() => ReadGzip(changed));
        }
    }

    [Fact]
    public void A_large_gzip_file_is_read_whole()
    {
        byte[] bytes = Compress(MakeText(50_000), CompressionLevel.Fastest);
        Assert.Equal(50_000, ReadTable.Read(bytes, packing: Packing.Gzip, pieceSize: 1 << 18).Records.Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public void A_file_whose_length_changes_while_it_is_read_is_an_error(int change)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(MakeText(100));
        using var stream = new MemoryStream();
        stream.Write(bytes);
        stream.Position = 0;
        using DelimitedFile file = DelimitedFile.Open(stream, new TextOptions(), pieceSize: 50);
        stream.SetLength(bytes.Length + change);
        IOException error = Assert.Throws<IOException>(() => ReadAll(file, CancellationToken.None));
        Assert.Contains("changed while it was read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Position_goes_to_the_length()
    {
        byte[] bytes = Compress(MakeText(1000), CompressionLevel.Fastest);
        using DelimitedFile file = DelimitedFile.Open(new MemoryStream(bytes), new TextOptions(), Packing.Gzip, pieceSize: 100);
        Assert.Equal(bytes.Length, file.Length);
        ReadAll(file, CancellationToken.None);
        Assert.Equal(bytes.Length, file.Position);
    }

    [Fact]
    public void A_path_is_let_go_of_after_disposal_and_after_an_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "A,\"B\n");
            Assert.Throws<MalformedFileException>(() => RecordFiles.Open(path, new TextOptions(), CancellationToken.None));
            File.WriteAllText(path, MakeText(10));
            using (RecordFile file = RecordFiles.Open(path, new TextOptions(), CancellationToken.None))
            {
                file.ReadPiece(CancellationToken.None)!.Dispose();
                Assert.Throws<IOException>(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None).Dispose());
            }

            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("A,B\n", "1,2\n")]
    [InlineData("A,B\n\"", "1,2\n")]
    [InlineData("A,B\n \"", "1,2\n")]
    public void A_read_without_end_stops_when_cancelled(string start, string rest)
    {
        using var cancellation = new CancellationTokenSource();
        var stream = new EndlessStream(start, rest, () => cancellation.Cancel());
        using DelimitedFile file = DelimitedFile.Open(stream, new TextOptions(), pieceSize: 1000);
        Assert.Throws<OperationCanceledException>(() => ReadAll(file, cancellation.Token));
    }

    private static ReadTable ReadGzip(byte[] bytes) => ReadTable.Read(bytes, packing: Packing.Gzip, pieceSize: 100);

    private static void ReadAll(DelimitedFile file, CancellationToken cancellation)
    {
        file.Select(new ColumnSelection([0], [], new NumberReader()));
        RecordBlock block = file.CreateBlock();
        while (file.ReadPiece(cancellation) is { } piece)
        {
            while (piece.Read(block, CancellationToken.None))
            {
            }

            piece.Dispose();
        }
    }

    private static string MakeText(int records) =>
        "A,B\n" + string.Concat(Enumerable.Range(0, records).Select(i => $"{i},{i * i % 1000}.25\n"));

    private static byte[] Compress(string text, CompressionLevel level)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, level))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }

    /// <summary>Repeats a text without end, and calls out after a while.</summary>
    private sealed class EndlessStream(string start, string rest, Action after) : InputStream
    {
        private readonly byte[] _rest = Encoding.UTF8.GetBytes(rest);
        private byte[] _next = Encoding.UTF8.GetBytes(start);
        private int _reads;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (++_reads == 500)
            {
                after();
            }

            int length = Math.Min(count, _next.Length);
            _next.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
            _next = length < _next.Length ? _next[length..] : _rest;
            return length;
        }
    }
}
