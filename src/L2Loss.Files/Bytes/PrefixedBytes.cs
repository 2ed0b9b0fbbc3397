namespace L2Loss.Files;

/// <summary>Bytes that were looked at already, then the rest of the stream they came from.</summary>
internal sealed class PrefixedBytes : InputStream
{
    private readonly Stream _rest;
    private ReadOnlyMemory<byte> _prefix;

    /// <summary>The bytes, then the stream, which is closed with this one.</summary>
    internal PrefixedBytes(ReadOnlyMemory<byte> prefix, Stream rest)
    {
        _prefix = prefix;
        _rest = rest;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_prefix.IsEmpty)
        {
            return _rest.Read(buffer, offset, count);
        }

        int length = Math.Min(count, _prefix.Length);
        _prefix.Span[..length].CopyTo(buffer.AsSpan(offset));
        _prefix = _prefix[length..];
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
