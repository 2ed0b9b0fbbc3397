using ZstdSharp;

namespace L2Loss.Files;

/// <summary>The bytes in a file compressed with Zstandard, whole or not at all.</summary>
internal sealed class ZstandardBytes : InputStream
{
    private readonly DecompressionStream _content;

    /// <summary>The content of a file, which is closed with this stream.</summary>
    internal ZstandardBytes(Stream file)
        : this(new DecompressionStream(file, checkEndOfStream: true, leaveOpen: false))
    {
    }

    private ZstandardBytes(DecompressionStream content)
        : base(content) => _content = content;

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The file breaks off or is damaged.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _content.Read(buffer, offset, count);
        }
        catch (Exception failure) when (failure is ZstdException or EndOfStreamException)
        {
            throw MalformedFileException.Damaged(failure);
        }
    }
}
