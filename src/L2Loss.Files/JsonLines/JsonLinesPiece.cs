namespace L2Loss.Files;

/// <summary>Some lines of a JSON Lines file.</summary>
internal sealed class JsonLinesPiece : RecordPiece
{
    private readonly LineCutter _cutter;
    private LinePiece? _piece;
    private int _position;
    private long _line;

    internal JsonLinesPiece(LinePiece piece, LineCutter cutter)
    {
        _piece = piece;
        _cutter = cutter;
        _line = piece.FirstLine;
    }

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block)
    {
        LinePiece piece = _piece ?? throw new ObjectDisposedException(nameof(JsonLinesPiece));
        var target = (JsonLinesBlock)block;
        target.Begin(piece.Bytes);
        while (!target.IsFull && JsonLine.TryNext(piece, ref _position, out Range line))
        {
            if (!JsonLine.IsBlank(piece.Bytes.AsSpan()[line]))
            {
                target.Add(line, _line);
            }

            _line++;
        }

        return target.Count > 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_piece is not null)
        {
            _cutter.Return(_piece);
            _piece = null;
        }
    }
}
