namespace L2Loss.Files;

/// <summary>An open file that several threads read, each where it wants to.</summary>
internal sealed class SharedFile : IDisposable
{
    // So that a stop is seen soon.
    private const int MaximumRead = 1 << 24;

    private readonly Stream _stream;

    /// <param name="stream">A stream that can seek; disposed with this object.</param>
    internal SharedFile(Stream stream)
    {
        _stream = stream;
        Length = stream.Length;
    }

    /// <summary>The size of the file when it was opened.</summary>
    internal long Length { get; }

    /// <summary>Fills a buffer from a position on.</summary>
    /// <exception cref="InvalidDataException">The file ends before, so that what told of these bytes is wrong.</exception>
    internal void ReadExactly(long position, Span<byte> buffer, CancellationToken cancellation)
    {
        if (position < 0 || position > Length - buffer.Length)
        {
            throw new InvalidDataException("it ends too early");
        }

        while (!buffer.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            int count;
            lock (_stream)
            {
                _stream.Position = position;
                count = _stream.Read(buffer[..Math.Min(buffer.Length, MaximumRead)]);
            }

            if (count == 0)
            {
                CheckUnchanged();
                throw new InvalidDataException("it ends too early");
            }

            position += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Throws when the size of the file is not what it was.</summary>
    /// <exception cref="IOException">It is another one.</exception>
    internal void CheckUnchanged()
    {
        long now;
        lock (_stream)
        {
            now = _stream.Length;
        }

        if (now != Length)
        {
            throw FileBytes.Changed(Length, now);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
