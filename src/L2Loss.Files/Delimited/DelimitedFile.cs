using System.Text;

namespace L2Loss.Files;

/// <summary>
/// A file of delimited text, with the records and texts that Import-Csv finds in it. Bytes are parsed as they are; text
/// that is not UTF-8 is made so on the way.
/// </summary>
internal sealed class DelimitedFile : RecordFile
{
    private readonly TextSource _source;
    private readonly RecordScanner _scanner;
    private readonly int _pieceSize;
    private readonly int _maximumRecord;
    private readonly BufferPool _buffers;
    private DelimitedLayout _layout;
    private DelimitedPiece? _firstPiece;
    private byte[] _buffer;
    private int _filled;
    private long _line = 1;
    private bool _atEnd;

    private DelimitedFile(
        TextSource source, TextOptions options, char usual, int pieceSize, int maximumRecord, CancellationToken cancellation)
    {
        _source = source;
        _pieceSize = pieceSize;
        _maximumRecord = maximumRecord;
        _buffers = new BufferPool(pieceSize);
        _buffer = _buffers.Rent();
        char? separator = TakeSeparatorLine(cancellation);
        var fields = new FieldReader(options.Delimiter ?? separator ?? usual);
        _layout = new DelimitedLayout(fields, 0, []);
        _scanner = new RecordScanner(fields);
        SkipTypeLine(cancellation);
        Columns = options.Header ?? ReadHeader(cancellation);
        _layout = _layout with { Fields = Math.Max(_layout.Fields, Columns.Count), Names = Columns };
    }

    /// <inheritdoc/>
    internal override char? Delimiter => _layout.Reader.Delimiter;

    /// <inheritdoc/>
    internal override string Description =>
        $"delimited text, {_source.Description}, delimiter {(Delimiter == '\t' ? "tab" : $"'{Delimiter}'")}, {Columns.Count} columns";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    internal override bool KeepsBlocks => true;

    /// <inheritdoc/>
    internal override long Length => _source.Length;

    /// <inheritdoc/>
    internal override long Position => _source.Position;

    /// <summary>Reads a stream, which is closed with the file.</summary>
    /// <param name="stream">The bytes of the file.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="packing">How they are compressed.</param>
    /// <param name="usual">The delimiter where nothing says another.</param>
    /// <param name="pieceSize">How many bytes of text are read at a time, and so about the size of a piece.</param>
    /// <param name="maximumRecord">The most bytes of one record: an open quote must not take all memory.</param>
    /// <param name="cancellation">Ends a long read of the header.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="MalformedFileException">The header is not complete.</exception>
    internal static DelimitedFile Open(
        Stream stream,
        TextOptions options,
        Packing packing = Packing.None,
        char usual = ',',
        int pieceSize = 1 << 18,
        int maximumRecord = TextOptions.MaximumRecord,
        CancellationToken cancellation = default)
    {
        var source = new TextSource(stream, options.Encoding, packing, cancellation);
        try
        {
            return new DelimitedFile(source, options, usual, pieceSize, maximumRecord, cancellation);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override RecordBlock CreateBlock() => new DelimitedBlock(Selection, _layout);

    /// <inheritdoc/>
    internal override RecordPiece? ReadPiece(CancellationToken cancellation)
    {
        DelimitedPiece? first = _firstPiece;
        _firstPiece = null;
        return first ?? ReadNext(cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose() => _source.Dispose();

    /// <summary>Takes the buffer of a piece back.</summary>
    internal void GiveBack(byte[] buffer) => _buffers.Return(buffer);

    private DelimitedPiece? ReadNext(CancellationToken cancellation)
    {
        _scanner.Reset();

        // What a pipe has given is looked at before it is asked for more.
        bool isEnough = _source.IsLive && _filled > 0;
        do
        {
            if (!isEnough)
            {
                Fill(cancellation);
            }

            isEnough = false;
            if (_filled == 0)
            {
                return null;
            }

            // The line feed after a carriage return may be still to come.
            bool isHalf = !_atEnd && _buffer[_filled - 1] == (byte)'\r';
            _scanner.Scan(_buffer.AsSpan(0, isHalf ? _filled - 1 : _filled), cancellation);
            if (_scanner.End == 0 && _filled > _maximumRecord)
            {
                throw new MalformedFileException(
                    $"The record on line {_line} is longer than {_maximumRecord} bytes. Is a quote never closed?");
            }
        }
        while (_scanner.End == 0 && !_atEnd);

        // What follows the last line end of the file is a piece of its own.
        int end = _scanner.End == 0 ? _filled : _scanner.End;
        byte[] buffer = _buffer;
        int left = _filled - end;
        _buffer = _buffers.Rent(left);
        buffer.AsSpan(end, left).CopyTo(_buffer);
        buffer.AsSpan(end, BufferPool.Slack).Clear();
        _filled = left;
        long line = _line;
        _line += LineCounter.Count(buffer.AsSpan(0, end));
        return new DelimitedPiece(this, buffer, end, line, _scanner, cancellation);
    }

    /// <summary>Reads about a piece more.</summary>
    private void Fill(CancellationToken cancellation)
    {
        // Longer steps for a giant record, which may be looked at from its start each time.
        int step = _filled < 1 << 20 ? _pieceSize : Math.Max(_pieceSize, _filled);
        int target = _filled + step;
        _buffer = _buffers.Grow(_buffer, _filled, target);
        bool isEnough = false;
        while (!_atEnd && !isEnough)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = _source.Read(_buffer, _filled, Math.Min(target - _filled, 1 << 20));
            _atEnd = count == 0;
            _filled += count;
            isEnough = _source.IsLive || _filled == target;
        }
    }

    /// <summary>The character that a first line for Excel names, such as <c>sep=;</c>; the line itself is taken out.</summary>
    private char? TakeSeparatorLine(CancellationToken cancellation)
    {
        // Long enough for quotes, a character of three bytes and the line end.
        const int Longest = 12;
        while (_filled < Longest && !_atEnd && _buffer.AsSpan(0, _filled).IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            Fill(cancellation);
        }

        string start = Encoding.UTF8.GetString(_buffer, 0, Math.Min(_filled, Longest));
        string line = start.Split('\r', '\n')[0];
        string bare = line is ['"', .., '"'] ? line[1..^1] : line;
        if (bare.Length != 5 || !bare.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            || char.IsSurrogate(bare[4]) || bare[4] == '\uFFFD')
        {
            return null;
        }

        int end = Encoding.UTF8.GetByteCount(line);
        if (end == _filled - 1)
        {
            // The line feed after a carriage return.
            Fill(cancellation);
        }

        TakeLine(end);
        return bare[4];
    }

    /// <summary>Takes out a line that ends at a position, with its line end.</summary>
    private void TakeLine(int end)
    {
        end = end == _filled ? end : FieldReader.AfterLine(_buffer.AsSpan(0, _filled), end);
        _filled -= end;
        _buffer.AsSpan(end, _filled).CopyTo(_buffer);
        _line++;
    }

    /// <summary>Import-Csv takes a first line that starts with # for the name of a type, whatever it holds.</summary>
    private void SkipTypeLine(CancellationToken cancellation)
    {
        if (_filled == 0 && !_atEnd)
        {
            Fill(cancellation);
        }

        if (_filled == 0 || _buffer[0] != (byte)'#')
        {
            return;
        }

        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOfAny((byte)'\r', (byte)'\n')) < 0 && !_atEnd)
        {
            _filled = 0;
            Fill(cancellation);
        }

        if (end < 0)
        {
            _filled = 0;
            return;
        }

        if (end == _filled - 1)
        {
            Fill(cancellation);
        }

        TakeLine(end);
    }

    private List<string> ReadHeader(CancellationToken cancellation)
    {
        while (ReadNext(cancellation) is { } piece)
        {
            for (int position = 0; position < piece.End;)
            {
                List<string>? columns = DelimitedHeader.Read(piece, _layout.Reader, ref position, out int fields);
                if (columns is not null)
                {
                    _layout = _layout with { Fields = fields };
                    _firstPiece = piece;
                    piece.Skip(position);
                    return columns;
                }
            }

            piece.Dispose();
        }

        return [];
    }
}
