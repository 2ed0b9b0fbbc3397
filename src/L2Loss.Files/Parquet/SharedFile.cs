namespace L2Loss.Files;

/// <summary>An open file that several threads read, each where it wants to.</summary>
internal sealed class SharedFile : IDisposable
{
    private readonly Stream _stream;

    /// <param name="stream">A stream that can seek; disposed with this object.</param>
    internal SharedFile(Stream stream)
    {
        _stream = stream;
        Length = stream.Length;
    }

    /// <summary>The size of the file when it was opened.</summary>
    internal long Length { get; }

    /// <summary>Reads some bytes from a position on; none at the end.</summary>
    internal int Read(long position, Span<byte> buffer)
    {
        lock (_stream)
        {
            _stream.Position = position;
            return _stream.Read(buffer);
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
            throw new IOException(
                $"The file changed while it was read: it had {Length} bytes when it was opened and has {now} now.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
