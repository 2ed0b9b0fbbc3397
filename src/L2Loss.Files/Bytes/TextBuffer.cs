using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>
/// Text of a file that was read and not yet cut off as a piece. Pieces are of about one size, in buffers that are used again.
/// </summary>
internal sealed class TextBuffer
{
    /// <summary>Bytes after the text of a piece that vectors may read; they are zeros.</summary>
    internal const int Slack = 2 * ByteBlock.Size;

    private readonly TextSource _source;
    private readonly int _pieceSize;
    private readonly int _size;
    private readonly ConcurrentBag<byte[]> _free = [];
    private byte[] _bytes;
    private int _filled;

    /// <param name="source">The text.</param>
    /// <param name="pieceSize">About the bytes of a piece, but for one record that is longer.</param>
    /// <param name="maximum">The most bytes of a record: an open quote must not take all memory.</param>
    internal TextBuffer(TextSource source, int pieceSize, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pieceSize, 1);
        _source = source;
        _pieceSize = pieceSize;
        Maximum = maximum;

        // With room for the start of a record.
        _size = pieceSize + (pieceSize / 4) + 4096 + Slack;
        _bytes = Rent(0);
    }

    /// <summary>What was read.</summary>
    internal ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _filled);

    /// <summary>True when no more text follows.</summary>
    internal bool IsAtEnd { get; private set; }

    /// <summary>The most bytes of a record.</summary>
    internal int Maximum { get; }

    /// <summary>True when it is longer.</summary>
    internal bool IsTooLong => _filled > Maximum;

    /// <summary>Reads about a piece more; of a pipe or a device what it has.</summary>
    internal void Fill(CancellationToken cancellation)
    {
        // Longer steps for a giant record, which is copied each time.
        int step = _filled < 1 << 20 ? _pieceSize : Math.Max(_pieceSize, _filled);
        int target = (int)Math.Min((long)_filled + step, Maximum + 1L);
        Grow(target);
        bool isEnough = false;
        while (!IsAtEnd && !isEnough)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = _source.Read(_bytes, _filled, Math.Min(target - _filled, 1 << 20));
            IsAtEnd = count == 0;
            _filled += count;
            isEnough = _source.IsLive || _filled == target;
        }
    }

    /// <summary>Leaves out the text up to a position.</summary>
    internal void Skip(int end)
    {
        _filled -= end;
        _bytes.AsSpan(end, _filled).CopyTo(_bytes);
    }

    /// <summary>Cuts off the text up to a position, in a buffer that is to be returned.</summary>
    internal byte[] Cut(int end)
    {
        // What follows the piece is copied before its buffer goes to another thread.
        byte[] piece = _bytes;
        int left = _filled - end;
        _bytes = Rent(left);
        piece.AsSpan(end, left).CopyTo(_bytes);
        piece.AsSpan(end, Slack).Clear();
        _filled = left;
        return piece;
    }

    /// <summary>Takes the buffer of a piece back, from any thread; those of giant records are left to the collector.</summary>
    internal void Return(byte[] buffer)
    {
        if (buffer.Length == _size)
        {
            _free.Add(buffer);
        }
    }

    private byte[] Rent(int count) => count + Slack > _size ? new byte[count + Slack]
        : _free.TryTake(out byte[]? buffer) ? buffer
        : new byte[_size];

    private void Grow(int count)
    {
        if (count + Slack > _bytes.Length)
        {
            var larger = new byte[(int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)count + Slack))];
            Text.CopyTo(larger);
            Return(_bytes);
            _bytes = larger;
        }
    }
}
