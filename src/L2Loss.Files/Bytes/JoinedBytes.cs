namespace L2Loss.Files;

/// <summary>The bytes of one stream, then those of another.</summary>
internal sealed class JoinedBytes : InputStream
{
    private readonly Stream _first;
    private readonly Stream _second;
    private bool _isFirst = true;

    /// <summary>Two streams, which are closed with this one.</summary>
    internal JoinedBytes(Stream first, Stream second)
    {
        _first = first;
        _second = second;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int length = _isFirst ? _first.Read(buffer, offset, count) : 0;
        _isFirst &= length > 0 || count == 0;
        return _isFirst ? length : _second.Read(buffer, offset, count);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _first.Dispose();
            _second.Dispose();
        }

        base.Dispose(disposing);
    }
}
