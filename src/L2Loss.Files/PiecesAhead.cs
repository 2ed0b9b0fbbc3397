using System.Runtime.ExceptionServices;

namespace L2Loss.Files;

/// <summary>Works on several pieces of a file at once, and hands over what comes of them in order.</summary>
internal static class PiecesAhead
{
    /// <summary>Works on all pieces of a file.</summary>
    /// <param name="file">The file, of which the columns are selected.</param>
    /// <param name="threads">
    /// How many pieces are worked on at once, where the file allows it; with 1 all happens on this thread.
    /// </param>
    /// <param name="work">Is given a piece, its number from 0 on, and what ends the work.</param>
    /// <param name="end">Is given a result when the caller is done with it, or does not want it.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MalformedFileException">The file breaks off or breaks its format; what came before was handed over.</exception>
    /// <exception cref="IOException">The file cannot be read; what came before was handed over.</exception>
    internal static IEnumerable<T> Run<T>(
        RecordFile file, int threads, Func<RecordPiece, long, CancellationToken, T> work, Action<T> end, CancellationToken cancellation)
    {
        bool isAlone = threads == 1 || file.IsSequential;
        int most = isAlone ? 1 : threads + 1;
        var ahead = new Queue<Task<T>>(most);
        long pieces = 0;
        bool isAtEnd = false;
        ExceptionDispatchInfo? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            while (true)
            {
                while (!isAtEnd && ahead.Count < most)
                {
                    RecordPiece? piece = TryRead(file, stop.Token, out failure);
                    isAtEnd = piece is null;
                    if (piece is not null)
                    {
                        long number = pieces++;
                        ahead.Enqueue(isAlone
                            ? Task.FromResult(work(piece, number, stop.Token))
                            : Task.Run(() => work(piece, number, stop.Token), CancellationToken.None));
                    }
                }

                if (ahead.Count == 0)
                {
                    break;
                }

                T done = ahead.Peek().GetAwaiter().GetResult();
                yield return done;
                ahead.Dequeue();
                end(done);
            }

            failure?.Throw();
        }
        finally
        {
            // The file is closed next: nothing may still be reading its buffers.
            stop.Cancel();
            Task.WhenAll(ahead).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            foreach (Task<T> task in ahead)
            {
                if (task.Status == TaskStatus.RanToCompletion)
                {
                    end(task.Result);
                }
            }
        }
    }

    private static RecordPiece? TryRead(RecordFile file, CancellationToken cancellation, out ExceptionDispatchInfo? failure)
    {
        failure = null;
        try
        {
            return file.ReadPiece(cancellation);
        }
        catch (Exception exception) when (exception is MalformedFileException or IOException)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
            return null;
        }
    }
}
