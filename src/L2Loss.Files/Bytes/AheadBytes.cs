using System.Runtime.ExceptionServices;

namespace L2Loss.Files;

/// <summary>
/// Reads a stream ahead on another thread. To unpack a file takes longer than all that is done with its bytes: it goes on
/// meanwhile.
/// </summary>
internal sealed class AheadBytes : InputStream
{
    private const int Size = 1 << 18;

    private readonly Stream _source;
    private byte[] _bytes = new byte[Size];
    private byte[] _nextBytes = new byte[Size];
    private Task<(int Length, ExceptionDispatchInfo? Failure)>? _next;
    private ExceptionDispatchInfo? _failure;
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The bytes of a stream, which is closed with this one and whose reads never wait for long.</summary>
    internal AheadBytes(Stream source) => _source = source;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_start == _end && !_atEnd && count > 0)
        {
            // All bytes before what is wrong come first.
            _failure?.Throw();
            _next ??= Start();
            (_end, _failure) = _next.GetAwaiter().GetResult();
            _start = 0;
            (_bytes, _nextBytes) = (_nextBytes, _bytes);
            _atEnd = _end == 0;
            _next = _atEnd || _failure is not null ? null : Start();
        }

        int length = Math.Min(count, _end - _start);
        _bytes.AsSpan(_start, length).CopyTo(buffer.AsSpan(offset));
        _start += length;
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The source must not be closed while it is read; what is wrong with bytes that nobody wants is no matter.
            _next?.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task<(int Length, ExceptionDispatchInfo? Failure)> Start()
    {
        byte[] bytes = _nextBytes;
        return Task.Run(() =>
        {
            int length = 0;
            ExceptionDispatchInfo? failed = null;
            try
            {
                int count;
                do
                {
                    count = _source.Read(bytes, length, bytes.Length - length);
                    length += count;
                }
                while (count > 0 && length < bytes.Length);
            }
            catch (Exception failure) when (length > 0)
            {
                failed = ExceptionDispatchInfo.Capture(failure);
            }

            return (length, failed);
        });
    }
}
