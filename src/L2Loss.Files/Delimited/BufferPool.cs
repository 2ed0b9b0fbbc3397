namespace L2Loss.Files;

/// <summary>The buffers of the pieces of one file, used again and again.</summary>
internal sealed class BufferPool
{
    /// <summary>Bytes after the data that vectors may read.</summary>
    internal const int Slack = 2 * ByteBlock.Size;

    private readonly Stack<byte[]> _free = new();
    private readonly int _size;

    /// <summary>Buffers for pieces of this size, with room for the start of a record.</summary>
    internal BufferPool(int pieceSize)
    {
        _size = pieceSize + (pieceSize / 4) + 4096 + Slack;
    }

    /// <summary>A buffer that holds some bytes at least.</summary>
    internal byte[] Rent(int count = 0)
    {
        if (count + Slack > _size)
        {
            return new byte[count + Slack];
        }

        lock (_free)
        {
            return _free.TryPop(out byte[]? buffer) ? buffer : new byte[_size];
        }
    }

    /// <summary>The buffer, or a larger one with its first bytes.</summary>
    internal byte[] Grow(byte[] buffer, int used, int count)
    {
        if (count + Slack <= buffer.Length)
        {
            return buffer;
        }

        var larger = new byte[(int)Math.Min(Array.MaxLength, Math.Max(2L * buffer.Length, (long)count + Slack))];
        buffer.AsSpan(0, used).CopyTo(larger);
        Return(buffer);
        return larger;
    }

    /// <summary>Takes a buffer back; those of giant records are left to the collector.</summary>
    internal void Return(byte[] buffer)
    {
        if (buffer.Length == _size)
        {
            lock (_free)
            {
                _free.Push(buffer);
            }
        }
    }
}
