using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace L2Loss.Files;

/// <summary>How pages are compressed, by the codes of the format.</summary>
internal enum CompressionCodec
{
    /// <summary>They are not.</summary>
    Uncompressed,

    /// <summary>Snappy.</summary>
    Snappy,

    /// <summary>Gzip.</summary>
    Gzip,

    /// <summary>LZO, which is not read.</summary>
    Lzo,

    /// <summary>Brotli.</summary>
    Brotli,

    /// <summary>LZ4 in blocks as Hadoop writes them.</summary>
    Lz4,

    /// <summary>Zstandard.</summary>
    Zstd,

    /// <summary>LZ4 alone.</summary>
    Lz4Raw,
}

/// <summary>Decompresses pages. For one thread at a time.</summary>
internal sealed class PageCodec : IDisposable
{
    private const int BlockHeader = 2 * sizeof(int);

    private Decompressor? _zstandard;

    /// <summary>Decompresses a page to the size that it must have.</summary>
    /// <param name="codec">How it is compressed.</param>
    /// <param name="source">The page.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="count">The number of its bytes.</param>
    /// <param name="target">Is filled.</param>
    /// <exception cref="InvalidDataException">It has another size.</exception>
    internal void Decompress(CompressionCodec codec, byte[] source, int start, int count, Span<byte> target)
    {
        ReadOnlySpan<byte> page = source.AsSpan(start, count);
        int length = codec switch
        {
            CompressionCodec.Uncompressed when page.Length == target.Length => Copy(page, target),
            CompressionCodec.Uncompressed => -1,
            CompressionCodec.Snappy => SnappyPage.TryDecompress(page, target) ? target.Length : -1,
            CompressionCodec.Gzip => Gunzip(source, start, count, target),
            CompressionCodec.Brotli => BrotliDecoder.TryDecompress(page, target, out int written) ? written : -1,
            CompressionCodec.Lz4 => UnpackBlocks(page, target),
            CompressionCodec.Zstd => (_zstandard ??= new Decompressor()).Unwrap(page, target),
            CompressionCodec.Lz4Raw => LZ4Codec.Decode(page, target),
            _ => throw new NotSupportedException($"its pages are compressed with the codec {codec}"),
        };
        if (length != target.Length)
        {
            throw new InvalidDataException("a page has another size than its header says");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zstandard?.Dispose();

    private static int Copy(ReadOnlySpan<byte> page, Span<byte> target)
    {
        page.CopyTo(target);
        return page.Length;
    }

    private static int Gunzip(byte[] source, int start, int count, Span<byte> target)
    {
        using var stream = new GZipStream(new MemoryStream(source, start, count), CompressionMode.Decompress);
        int length = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        return stream.ReadByte() < 0 ? length : -1;
    }

    /// <summary>LZ4 in blocks as Hadoop writes them; some writers leave out their headers.</summary>
    private static int UnpackBlocks(ReadOnlySpan<byte> page, Span<byte> target)
    {
        ReadOnlySpan<byte> rest = page;
        int length = 0;
        while (rest.Length >= BlockHeader)
        {
            int full = BinaryPrimitives.ReadInt32BigEndian(rest);
            int packed = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(int)..]);
            if (full < 0 || full > target.Length - length || packed < 0 || packed > rest.Length - BlockHeader
                || LZ4Codec.Decode(rest.Slice(BlockHeader, packed), target.Slice(length, full)) != full)
            {
                return LZ4Codec.Decode(page, target);
            }

            length += full;
            rest = rest[(BlockHeader + packed)..];
        }

        return rest.IsEmpty && length == target.Length ? length : LZ4Codec.Decode(page, target);
    }
}
