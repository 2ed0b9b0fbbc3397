namespace L2Loss.Files;

/// <summary>
/// The bytes of a Parquet file as Parquet.Net gets them: read at once, on the calling thread; cancelled when asked for;
/// never past the end; and never without end, whatever offsets a corrupt file gives.
/// </summary>
internal sealed class GuardedStream : Stream
{
    private readonly Stream _file;
    private CancellationToken _cancellation;
    private long _allowed;
    private long _farthest;

    internal GuardedStream(Stream file)
    {
        _file = file;
        Length = file.Length;
        Begin(default);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The size of the file when it was opened.</summary>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => _file.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>The size of the file now.</summary>
    internal long CurrentLength => _file.Length;

    /// <summary>What went wrong with the file itself.</summary>
    internal IOException? Failure { get; private set; }

    /// <summary>The end of what has been read of the records.</summary>
    internal long Farthest => Volatile.Read(ref _farthest);

    /// <summary>Starts one task, which may read each byte of the file some times.</summary>
    internal void Begin(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _allowed = (8 * Length) + 4096;
    }

    /// <summary>Says how far the records have been read.</summary>
    internal void Advance(long position) => Volatile.Write(ref _farthest, Math.Max(_farthest, position));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        Spend(1);
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int count;
        try
        {
            count = _file.Read(buffer);
        }
        catch (IOException exception)
        {
            Failure = exception;
            throw;
        }

        Spend(count);
        return count > 0 ? count : throw new EndOfStreamException("it ends too early");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        Spend(1);
        return _file.Seek(offset, origin);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private void Spend(int steps)
    {
        _cancellation.ThrowIfCancellationRequested();
        _allowed -= steps;
        if (_allowed < 0)
        {
            throw new InvalidDataException("its pages lead in a circle");
        }
    }
}
