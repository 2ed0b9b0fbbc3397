using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>Cuts UTF-8 text at line ends into pieces of about one size, in buffers that are used again.</summary>
internal sealed class LineCutter : IDisposable
{
    private const byte LineFeed = (byte)'\n';

    private readonly TextSource _source;
    private readonly int _size;
    private readonly int _maximum;
    private readonly ConcurrentBag<byte[]> _free = [];
    private byte[] _next;
    private int _nextFilled;
    private long _line = 1;
    private bool _atEnd;

    /// <param name="source">The text.</param>
    /// <param name="size">The bytes of a piece, but for one line that is longer.</param>
    /// <param name="maximum">The most bytes of a line.</param>
    internal LineCutter(TextSource source, int size, int maximum = TextOptions.MaximumRecord)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _source = source;
        _size = size;
        _maximum = maximum;
        _next = new byte[size];
    }

    /// <summary>The next whole lines; null after the last.</summary>
    internal LinePiece? Cut(CancellationToken cancellation)
    {
        byte[] buffer = _next;
        int filled = _nextFilled;
        int searched = 0;
        int end = 0;
        while (end == 0)
        {
            filled = Fill(buffer, filled, cancellation);
            end = _atEnd ? filled : searched + buffer.AsSpan(searched, filled - searched).LastIndexOf(LineFeed) + 1;
            if (_atEnd || end > searched)
            {
                break;
            }

            (searched, end) = (filled, 0);
            buffer = filled == buffer.Length ? Grow(buffer) : buffer;
        }

        if (end == 0)
        {
            return null;
        }

        // What follows the piece is copied before its buffer goes to another thread.
        var piece = new LinePiece(buffer, end, _line);
        _line += buffer.AsSpan(0, end).Count(LineFeed);
        _nextFilled = filled - end;
        _next = Rent(_nextFilled);
        buffer.AsSpan(end, _nextFilled).CopyTo(_next);
        return piece;
    }

    /// <summary>Takes the memory of a piece back.</summary>
    internal void Return(LinePiece piece)
    {
        // One grown for a giant line would make all later pieces as large.
        if (piece.Bytes.Length == _size)
        {
            _free.Add(piece.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private int Fill(byte[] buffer, int filled, CancellationToken cancellation)
    {
        bool isEnough = filled == buffer.Length;
        while (!_atEnd && !isEnough)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = _source.Read(buffer, filled, buffer.Length - filled);
            filled += count;
            _atEnd = count == 0;
            isEnough = _source.IsLive || filled == buffer.Length;
        }

        return filled;
    }

    private byte[] Rent(int least) =>
        _free.TryTake(out byte[]? buffer) && buffer.Length >= least ? buffer : new byte[Math.Max(_size, least)];

    private byte[] Grow(byte[] buffer)
    {
        if (buffer.Length >= _maximum)
        {
            throw new MalformedFileException($"Line {_line} is longer than {_maximum} bytes.");
        }

        var grown = new byte[Math.Min(2 * buffer.Length, _maximum)];
        buffer.CopyTo(grown, 0);
        return grown;
    }
}
