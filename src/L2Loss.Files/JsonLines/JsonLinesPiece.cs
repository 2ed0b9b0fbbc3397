using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>Some lines of a JSON Lines file.</summary>
internal sealed class JsonLinesPiece : RecordPiece
{
    private readonly TextBuffer _source;
    private readonly int _length;
    private byte[]? _bytes;
    private int _position;

    /// <summary>Takes over a buffer that holds whole lines.</summary>
    internal JsonLinesPiece(TextBuffer source, byte[] bytes, int length, long line)
    {
        _source = source;
        _bytes = bytes;
        _length = length;
        Line = line;
    }

    /// <summary>All its lines.</summary>
    internal ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

    /// <summary>The number of the line that is read next, from 1 on.</summary>
    internal long Line { get; private set; }

    /// <inheritdoc/>
    [MethodImpl(HotLoop.Options)]
    internal override bool Read(RecordBlock block, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var target = (JsonLinesBlock)block;
        target.Begin(_bytes ?? throw new ObjectDisposedException(nameof(JsonLinesPiece)));
        while (!target.IsFull && JsonLine.TryNext(Text, ref _position, out Range line))
        {
            if (!JsonLine.IsBlank(Text[line]))
            {
                target.Add(line, Line);
            }

            Line++;
        }

        return target.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_bytes is not null)
        {
            _source.Return(_bytes);
            _bytes = null;
        }
    }
}
