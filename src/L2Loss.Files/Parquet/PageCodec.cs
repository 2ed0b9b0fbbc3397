using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Snappier;
using ZstdSharp;

namespace L2Loss.Files;

/// <summary>Decompresses pages. For one thread at a time.</summary>
internal sealed class PageCodec : IDisposable
{
    private const int BlockHeader = 2 * sizeof(int);

    private Decompressor? _zstandard;

    /// <summary>Decompresses a page to the size that it must have.</summary>
    /// <param name="codec">The code of the format.</param>
    /// <param name="source">The page.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="count">The number of its bytes.</param>
    /// <param name="target">Is filled.</param>
    /// <exception cref="InvalidDataException">It has another size.</exception>
    internal void Decompress(int codec, byte[] source, int start, int count, Span<byte> target)
    {
        ReadOnlySpan<byte> page = source.AsSpan(start, count);
        int length = codec switch
        {
            0 when page.Length == target.Length => Copy(page, target),
            0 => -1,
            1 => Snappy.Decompress(page, target),
            2 => Gunzip(source, start, count, target),
            4 => BrotliDecoder.TryDecompress(page, target, out int written) ? written : -1,
            5 => UnpackBlocks(page, target),
            6 => (_zstandard ??= new Decompressor()).Unwrap(page, target),
            7 => LZ4Codec.Decode(page, target),
            _ => throw new NotSupportedException($"its pages are compressed with codec {codec}"),
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
