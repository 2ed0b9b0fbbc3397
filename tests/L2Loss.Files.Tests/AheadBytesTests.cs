using Xunit;

namespace L2Loss.Files.Tests;

public sealed class AheadBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 18)]
    [InlineData(1_000_003)]
    public void Gives_all_bytes_in_any_portions(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        var target = new MemoryStream();
        using (var bytes = new AheadBytes(new Portions(content, null)))
        {
            bytes.CopyTo(target, 777);
            Assert.Equal(0, bytes.Read(new byte[1], 0, 1));
        }

        Assert.Equal(content, target.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(600_000)]
    public void What_is_wrong_comes_after_the_bytes_before_it_and_again(int length)
    {
        using var bytes = new AheadBytes(new Portions(new byte[length], new IOException("gone")));
        byte[] buffer = new byte[5000];
        int read = 0;
        IOException? failure = null;
        while (failure is null)
        {
            try
            {
                int count = bytes.Read(buffer, 0, buffer.Length);
                Assert.NotEqual(0, count);
                read += count;
            }
            catch (IOException exception)
            {
                failure = exception;
            }
        }

        Assert.Equal((length, "gone"), (read, failure.Message));
        Assert.Throws<IOException>(() => bytes.Read(buffer, 0, 1));
    }

    [Fact]
    public void Is_closed_when_nobody_reads_it_any_more()
    {
        var source = new Portions(new byte[2_000_000], null);
        using (var bytes = new AheadBytes(source))
        {
            Assert.Equal(10, bytes.Read(new byte[10], 0, 10));
        }

        Assert.True(source.IsClosed);
    }

    /// <summary>Gives some bytes at a time, then the end or a failure; fails too when it is read after it was closed.</summary>
    private sealed class Portions(byte[] content, Exception? failure) : InputStream
    {
        private readonly Random _random = new(1);
        private int _position;

        internal bool IsClosed { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            if (_position == content.Length)
            {
                return failure is null ? 0 : throw failure;
            }

            int length = Math.Min(Math.Min(count, 1 + _random.Next(100_000)), content.Length - _position);
            content.AsSpan(_position, length).CopyTo(buffer.AsSpan(offset));
            _position += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
