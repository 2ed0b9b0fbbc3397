namespace L2Loss.Files;

/// <summary>
/// The bytes of a Parquet file as Parquet.Net gets them: read at once, on the calling thread; cancelled when asked for;
/// never past the end; and never without end, whatever offsets a corrupt file gives.
/// </summary>
/// <remarks>Has a position of its own, for one thread at a time; the file may have many. Closing it does nothing.</remarks>
internal sealed class GuardedStream : Stream
{
    private readonly SharedFile _file;
    private CancellationToken _cancellation;
    private long _allowed;
    private long _position;

    internal GuardedStream(SharedFile file)
    {
        _file = file;
        Begin(default);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The size of the file when it was opened.</summary>
    public override long Length => _file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>What went wrong with the file itself.</summary>
    internal IOException? Failure { get; private set; }

    /// <summary>Starts one task, which may read each byte of the file some times.</summary>
    internal void Begin(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _allowed = (8 * Length) + 4096;
    }

    /// <inheritdoc cref="SharedFile.CheckUnchanged"/>
    internal void CheckUnchanged() => _file.CheckUnchanged();

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
            count = _file.Read(_position, buffer);
        }
        catch (IOException exception)
        {
            Failure = exception;
            throw;
        }

        Spend(count);
        _position += count;
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
        long start = origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : Length;
        long position = start + offset;
        _position = position >= 0 ? position : throw new InvalidDataException("an offset lies before its start");
        return position;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
