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
    private readonly TextSource _source;
    private readonly TextBuffer _text;
    private readonly string[] _columns;
    private JsonLinesPiece? _first;
    private long _line = 1;
    private JsonProperties? _properties;

    /// <summary>Opens a file and reads its first record.</summary>
    /// <param name="file">The bytes of the file, which are disposed with this object, also when opening fails.</param>
    /// <param name="encoding">That of a file without a byte order mark; null for UTF-8.</param>
    /// <param name="packing">How the file is compressed.</param>
    /// <param name="pieceSize">The bytes of a piece, but for one line that is longer.</param>
    /// <param name="maximumRecord">The most bytes of a line.</param>
    /// <param name="cancellation">Ends the search for the first record.</param>
    /// <exception cref="MalformedFileException">The first record is not a JSON object.</exception>
    internal JsonLinesFile(
        Stream file,
        Encoding? encoding = null,
        Packing packing = Packing.None,
        int pieceSize = 1 << 20,
        int maximumRecord = TextOptions.MaximumRecord,
        CancellationToken cancellation = default)
    {
        _source = new TextSource(file, encoding, packing, cancellation);
        try
        {
            _text = new TextBuffer(_source, pieceSize, maximumRecord);
            List<string>? names = null;
            while (names is null && (_first = ReadNext(cancellation)) is not null)
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
        JsonLinesPiece? first = _first;
        _first = null;
        return first ?? ReadNext(cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose() => _source.Dispose();

    /// <summary>The next whole lines; null after the last.</summary>
    private JsonLinesPiece? ReadNext(CancellationToken cancellation)
    {
        int end = 0;
        while (end == 0)
        {
            // No line ends in what was left.
            int searched = _text.Text.Length;
            _text.Fill(cancellation);
            int last = _text.Text[searched..].LastIndexOf((byte)'\n');
            end = _text.IsAtEnd ? _text.Text.Length : last < 0 ? 0 : searched + last + 1;
            if (end == 0 && _text.IsAtEnd)
            {
                return null;
            }

            if (end == 0 && _text.IsTooLong)
            {
                throw new MalformedFileException($"Line {_line} is longer than {_text.Maximum} bytes.");
            }
        }

        long line = _line;
        _line += _text.Text[..end].Count((byte)'\n');
        return new JsonLinesPiece(_text, _text.Cut(end), end, line);
    }
}
