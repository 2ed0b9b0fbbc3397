using System.IO.Compression;
using Xunit;

namespace L2Loss.Files.Tests;

/// <summary>Long work inside of one read ends when it is stopped, and a file that fails to open is not closed while it is read.</summary>
public sealed class StopTests
{
    [Fact]
    public void A_row_of_empty_pages_can_be_left()
    {
        using var stop = new CancellationTokenSource();
        byte[] page = [0x15, 0, 0x15, 0, 0x15, 0, 0x2C, 0x15, 0, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
        byte[] bytes = [.. Enumerable.Repeat(page, 100).SelectMany(part => part)];
        using var file = new SharedFile(new WatchedStream(bytes) { OnRead = stop.Cancel });
        using var pages = new PageReader(file, new ParquetField("v", 0, PhysicalType.Int64, 0, IsNullable: false));
        pages.Start(new ColumnChunk(PhysicalType.Int64, CompressionCodec.Uncompressed, 1, 1, 0, bytes.Length, IsEncrypted: false), 1);
        Assert.Throws<OperationCanceledException>(() => pages.Fill(stop.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_fails_to_open_is_closed_after_it_was_read(bool isJson)
    {
        byte[] text = new byte[1_000_000];
        Array.Fill(text, (byte)'\n');
        text[0] = (byte)'x';
        byte[] bytes = Compress(text);
        Assert.True(bytes.Length > text.Length);
        var stream = new WatchedStream(bytes);
        Assert.ThrowsAny<Exception>(() =>
        {
            using RecordFile file = isJson
                ? new JsonLinesFile(stream, packing: Packing.Gzip, pieceSize: 1000)
                : DelimitedFile.Open(stream, new TextOptions('\n'), Packing.Gzip, pieceSize: 1000);
        });
        Assert.True(stream.IsClosed);
        Assert.False(SpinWait.SpinUntil(() => stream.WasClosedTooSoon, 100));
    }

    private static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.NoCompression))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>A file that knows what is done with it.</summary>
    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes)
    {
        private volatile bool _isReading;
        private volatile bool _isClosed;
        private volatile bool _wasClosedTooSoon;

        internal Action? OnRead { get; init; }

        internal bool IsClosed => _isClosed;

        internal bool WasClosedTooSoon => _wasClosedTooSoon;

        public override int Read(Span<byte> buffer)
        {
            OnRead?.Invoke();
            return base.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            _isReading = true;
            _wasClosedTooSoon |= _isClosed;
            int length = base.Read(buffer, offset, count);
            _isReading = false;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            _wasClosedTooSoon |= _isReading;
            _isClosed = true;
            base.Dispose(disposing);
        }
    }
}
