using System.Runtime.ExceptionServices;

namespace L2Loss.Files;

/// <summary>
/// The bytes of a pipe or a device, which may let its reader wait without end: reads on another thread, so that this one
/// can be stopped.
/// </summary>
internal sealed class LiveStream : InputStream
{
    private readonly Stream _stream;
    private readonly CancellationToken _cancellation;
    private readonly byte[] _bytes = new byte[1 << 16];
    private bool _isAbandoned;

    private LiveStream(Stream stream, CancellationToken cancellation)
    {
        _stream = stream;
        _cancellation = cancellation;
    }

    /// <summary>Opens what may have to wait, such as a pipe that has no writer yet.</summary>
    /// <returns>The stream itself where it is a plain file.</returns>
    internal static Stream Open(Func<Stream> open, CancellationToken cancellation)
    {
        Task<Stream> opening = Run(open);
        try
        {
            Stream stream = Wait(opening, cancellation);
            return stream.CanSeek ? stream : new LiveStream(stream, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Whenever it opens, nobody wants it any more.
            opening.ContinueWith(
                late => late.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int length;
        try
        {
            length = Wait(Run(() => _stream.Read(_bytes, 0, Math.Min(count, _bytes.Length))), _cancellation);
        }
        catch (OperationCanceledException)
        {
            _isAbandoned = true;
            throw;
        }

        Buffer.BlockCopy(_bytes, 0, buffer, offset, length);
        return length;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_isAbandoned)
            {
                // Closing waits for the read that is under way.
                Run(() =>
                {
                    _stream.Dispose();
                    return true;
                });
            }
            else
            {
                _stream.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>On a thread of its own: those of the pool are not for waiting.</summary>
    private static Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static T Wait<T>(Task<T> task, CancellationToken cancellation)
    {
        try
        {
            task.Wait(cancellation);
            return task.Result;
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Capture(failure.InnerException!).Throw();
            throw;
        }
    }
}
