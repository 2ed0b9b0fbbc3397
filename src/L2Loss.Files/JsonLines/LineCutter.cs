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
        _next = Rent(0);
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
            buffer = filled == Room(buffer) ? Grow(buffer) : buffer;
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
        if (Room(piece.Bytes) == _size)
        {
            _free.Add(piece.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private int Fill(byte[] buffer, int filled, CancellationToken cancellation)
    {
        bool isEnough = filled == Room(buffer);
        while (!_atEnd && !isEnough)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = _source.Read(buffer, filled, Room(buffer) - filled);
            filled += count;
            _atEnd = count == 0;
            isEnough = _source.IsLive || filled == Room(buffer);
        }

        return filled;
    }

    private byte[] Rent(int least) =>
        _free.TryTake(out byte[]? buffer) && Room(buffer) >= least ? buffer : new byte[Math.Max(_size, least) + JsonValue.Slack];

    private byte[] Grow(byte[] buffer)
    {
        if (Room(buffer) >= _maximum)
        {
            throw new MalformedFileException($"Line {_line} is longer than {_maximum} bytes.");
        }

        var grown = new byte[Math.Min(2 * Room(buffer), _maximum) + JsonValue.Slack];
        buffer.CopyTo(grown, 0);
        return grown;
    }

    /// <summary>The most text that a buffer takes.</summary>
    private static int Room(byte[] buffer) => buffer.Length - JsonValue.Slack;
}
