using System.IO.Compression;
using System.Text;
using L2Loss.Files;

namespace L2Loss.Fuzz;

/// <summary>
/// Compressed text in all ways that zlib has, in portions and with damage: a whole file gives what was compressed, a damaged one
/// an error, and one that breaks off a start of it.
/// </summary>
internal static class GzipCheck
{
    internal static void Run(Random random)
    {
        byte[] content = Content(random);
        byte[] compressed = Compress(content, random);
        (byte[] read, bool isDamaged) = Read(compressed, random);
        if (isDamaged || !read.AsSpan().SequenceEqual(content))
        {
            throw new InvalidOperationException($"Of {content.Length} bytes {read.Length} were read{(isDamaged ? ", then damage" : null)}.");
        }

        byte[] changed = [.. compressed];
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            changed[random.Next(random.Next(2) == 0 ? Math.Min(changed.Length, 120) : changed.Length)] ^= (byte)random.Next(1, 256);
        }

        (read, isDamaged) = Read(changed, random);
        if (!isDamaged && !read.AsSpan().SequenceEqual(content))
        {
            throw new InvalidOperationException($"Damage was not seen: of {content.Length} bytes {read.Length} others were read.");
        }

        // What breaks off between two members is whole.
        (read, _) = Read(compressed[..random.Next(compressed.Length)], random);
        if (!content.AsSpan().StartsWith(read))
        {
            throw new InvalidOperationException($"Of a start of {content.Length} bytes {read.Length} others were read.");
        }
    }

    private static byte[] Content(Random random)
    {
        int length = random.Next(3) == 0 ? random.Next(200_000) : random.Next(2000);
        var text = new StringBuilder();
        int kind = random.Next(4);
        while (text.Length < length)
        {
            text.Append(kind switch
            {
                0 => $"{text.Length},{random.Next(1000)}.{random.Next(100)}\n",
                1 => ((char)random.Next(1, 128)).ToString(),
                2 => new string((char)('a' + random.Next(3)), random.Next(1, 600)),
                _ => ((char)('a' + (int)Math.Log2(1 + random.Next(1 << 20)))).ToString(),
            });
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>One member or more.</summary>
    private static byte[] Compress(byte[] content, Random random)
    {
        var target = new MemoryStream();
        int start = 0;
        do
        {
            int end = random.Next(3) == 0 ? random.Next(start, content.Length + 1) : content.Length;
            var options = new ZLibCompressionOptions
            {
                CompressionLevel = random.Next(10),
                CompressionStrategy = (ZLibCompressionStrategy)random.Next(5),
            };
            using var gzip = new GZipStream(target, options, leaveOpen: true);
            while (start < end)
            {
                int count = Math.Min(end - start, random.Next(1, 30_000));
                gzip.Write(content.AsSpan(start, count));
                gzip.Flush();
                start += count;
            }
        }
        while (start < content.Length);

        // The stream of .NET writes no member for no bytes.
        return target.Length > 0 ? target.ToArray() : [31, 139, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static (byte[] Read, bool IsDamaged) Read(byte[] compressed, Random random)
    {
        var target = new MemoryStream();
        byte[] buffer = new byte[random.Next(1, 100_000)];
        using var bytes = new GzipBytes(new MemoryStream(compressed), CancellationToken.None);
        try
        {
            for (int count = bytes.Read(buffer, 0, buffer.Length); count > 0; count = bytes.Read(buffer, 0, buffer.Length))
            {
                target.Write(buffer, 0, count);
            }

            return (target.ToArray(), false);
        }
        catch (MalformedFileException)
        {
            return (target.ToArray(), true);
        }
    }
}
