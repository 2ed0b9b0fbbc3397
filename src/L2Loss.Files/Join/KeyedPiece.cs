using System.Collections.Concurrent;

namespace L2Loss.Files;

/// <summary>A piece of a file that was parsed into blocks with their keys, which others get when it is disposed of.</summary>
internal sealed class KeyedPiece : IDisposable
{
    private readonly RecordPiece _piece;
    private readonly ConcurrentBag<KeyedBlocks> _free;
    private bool _isTaken;

    private KeyedPiece(RecordPiece piece, KeyedBlocks blocks, ConcurrentBag<KeyedBlocks> free)
    {
        _piece = piece;
        _free = free;
        Blocks = blocks;
    }

    /// <summary>The blocks.</summary>
    internal KeyedBlocks Blocks { get; }

    /// <summary>All pieces in order, of a file that keeps its blocks, parsed ahead; each is gone with the next, unless it is taken.</summary>
    internal static IEnumerable<KeyedPiece> ReadAll(RecordFile file, int[] columns, CancellationToken cancellation)
    {
        var free = new ConcurrentBag<KeyedBlocks>();
        return PiecesAhead.Run(
            file,
            Environment.ProcessorCount,
            (piece, _, stop) => Parse(piece, free.TryTake(out KeyedBlocks? blocks) ? blocks : new KeyedBlocks(file, columns), free, stop),
            done => done.End(),
            cancellation);
    }

    /// <summary>Lets it be until it is disposed of.</summary>
    internal KeyedPiece Take()
    {
        _isTaken = true;
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _piece.Dispose();
        _free.Add(Blocks);
    }

    private static KeyedPiece Parse(
        RecordPiece piece, KeyedBlocks blocks, ConcurrentBag<KeyedBlocks> free, CancellationToken cancellation)
    {
        try
        {
            blocks.Read(piece, cancellation);
            return new KeyedPiece(piece, blocks, free);
        }
        catch
        {
            piece.Dispose();
            throw;
        }
    }

    private void End()
    {
        if (!_isTaken)
        {
            Dispose();
        }
    }
}
