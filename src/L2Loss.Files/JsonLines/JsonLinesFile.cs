using System.Text;

namespace L2Loss.Files;

/// <summary>
/// A file with one JSON object per line, <c>.jsonl</c> or <c>.ndjson</c>. Its columns are the properties of the first
/// record; blank lines are skipped.
/// </summary>
/// <remarks>
/// Names compare as properties do in PowerShell, in any case, the exact one first. Of a property that occurs twice in a
/// record the last counts. JSON numbers are read from their text, as decimals, in the same way under every culture;
/// words for "missing" apply to strings only.
/// </remarks>
internal sealed class JsonLinesFile : RecordFile
{
    internal const int DefaultPieceSize = 1 << 20;

    private readonly TextSource _source;
    private readonly LineCutter _cutter;
    private readonly string[] _columns;
    private LinePiece? _first;
    private JsonProperties? _properties;

    /// <summary>Opens a file and reads its first record.</summary>
    /// <param name="file">The bytes of the file, which are disposed with this object, also when opening fails.</param>
    /// <param name="encoding">That of a file without a byte order mark; null for UTF-8.</param>
    /// <param name="packing">How the file is compressed.</param>
    /// <param name="pieceSize">The bytes of a piece, but for one line that is longer.</param>
    /// <param name="cancellation">Ends the search for the first record.</param>
    /// <exception cref="MalformedFileException">The first record is not a JSON object.</exception>
    internal JsonLinesFile(
        Stream file,
        Encoding? encoding = null,
        Packing packing = Packing.None,
        int pieceSize = DefaultPieceSize,
        CancellationToken cancellation = default)
    {
        _source = new TextSource(file, encoding, packing, cancellation);
        try
        {
            _cutter = new LineCutter(_source, pieceSize);
            List<string>? names = null;
            while (names is null && (_first = _cutter.Cut(cancellation)) is not null)
            {
                names = JsonLine.FirstNames(_first);
            }

            _columns = names is null ? [] : [.. names.Distinct(StringComparer.Ordinal)];
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns => _columns;

    /// <inheritdoc/>
    internal override string Description => $"JSON Lines, {_source.Description}, {_columns.Length} columns";

    /// <inheritdoc/>
    internal override long Length => _source.Length;

    /// <inheritdoc/>
    internal override long Position => _source.Position;

    /// <inheritdoc/>
    internal override void Select(ColumnSelection selection)
    {
        base.Select(selection);
        _properties = new JsonProperties(_columns, selection);
    }

    /// <inheritdoc/>
    internal override RecordBlock CreateBlock() => new JsonLinesBlock(Selection, _properties!);

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        LinePiece? piece = _first ?? _cutter.Cut(cancellation);
        _first = null;
        return piece is null ? null : new JsonLinesPiece(piece, _cutter);
    }

    /// <inheritdoc/>
    public override void Dispose() => _cutter.Dispose();
}
