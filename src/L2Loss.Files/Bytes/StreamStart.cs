namespace L2Loss.Files;

/// <summary>The first bytes of a stream that can seek, which stays open.</summary>
internal sealed class StreamStart : InputStream
{
    private readonly Stream _stream;
    private readonly long _length;
    private long _position;

    /// <summary>So many bytes from its beginning.</summary>
    internal StreamStart(Stream stream, long length)
    {
        _stream = stream;
        _length = length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        _stream.Position = _position;
        int length = _stream.Read(buffer, offset, (int)Math.Min(count, _length - _position));
        _position += length;
        return length;
    }
}
