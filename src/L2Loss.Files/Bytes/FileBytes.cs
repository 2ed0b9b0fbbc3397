namespace L2Loss.Files;

/// <summary>The bytes of a file, counted, and checked to be as many at the end as there were at the start.</summary>
internal sealed class FileBytes : InputStream
{
    private readonly Stream _stream;
    private long _count;

    /// <summary>The rest of a stream, which is closed with this one.</summary>
    internal FileBytes(Stream stream)
        : base(stream)
    {
        _stream = stream;
        Length = stream.CanSeek ? stream.Length - stream.Position : 0;
        HasLength = Length > 0;
    }

    /// <summary>False for pipes, devices and what the system only shows as files, such as those of /proc.</summary>
    internal bool HasLength { get; }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => Volatile.Read(ref _count);
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int length = _stream.Read(buffer, offset, count);
        Volatile.Write(ref _count, _count + length);
        bool isWrong = length == 0 ? count > 0 && _count != Length : _count > Length;
        if (HasLength && isWrong)
        {
            throw Changed(Length, _stream.Length);
        }

        return length;
    }

    /// <summary>A file that has another size than it had.</summary>
    internal static IOException Changed(long before, long now) =>
        new($"The file changed while it was read: it had {before} bytes, now {now}.");
}
