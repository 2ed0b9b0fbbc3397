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
    private readonly TextBuffer _text;
    private DelimitedLayout _layout;
    private DelimitedPiece? _firstPiece;
    private long _line = 1;

    private DelimitedFile(
        TextSource source, TextOptions options, char usual, int pieceSize, int maximumRecord, CancellationToken cancellation)
    {
        _source = source;
        _text = new TextBuffer(source, pieceSize, maximumRecord);
        char? separator = TakeSeparatorLine(cancellation);
        var fields = new FieldReader(options.Delimiter ?? separator ?? usual);
        _layout = new DelimitedLayout(fields, 0, [], 0);
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

    private DelimitedPiece? ReadNext(CancellationToken cancellation)
    {
        _scanner.Reset();

        // What a pipe has given is looked at before it is asked for more.
        bool isEnough = _source.IsLive && !_text.Text.IsEmpty;
        do
        {
            if (!isEnough)
            {
                _text.Fill(cancellation);
            }

            isEnough = false;
            ReadOnlySpan<byte> text = _text.Text;
            if (text.IsEmpty)
            {
                return null;
            }

            // The line feed after a carriage return may be still to come.
            bool isHalf = !_text.IsAtEnd && text[^1] == (byte)'\r';
            _scanner.Scan(isHalf ? text[..^1] : text, cancellation);
            if (_scanner.End == 0 && _text.IsTooLong)
            {
                throw new MalformedFileException(
                    $"The record on line {_line} is longer than {_text.Maximum} bytes. Is a quote never closed?");
            }
        }
        while (_scanner.End == 0 && !_text.IsAtEnd);

        // What follows the last line end of the file is a piece of its own.
        int end = _scanner.End == 0 ? _text.Text.Length : _scanner.End;
        long line = _line;
        _line += _scanner.CountLines(_text.Text);
        return new DelimitedPiece(_text, _text.Cut(end), end, line, _scanner);
    }

    /// <summary>The character that a first line for Excel names, such as <c>sep=;</c>; the line itself is taken out.</summary>
    private char? TakeSeparatorLine(CancellationToken cancellation)
    {
        // Long enough for quotes, a character of three bytes and the line end.
        const int Longest = 12;
        SkipMarks(cancellation);
        while (_text.Text.Length < Longest && !_text.IsAtEnd && FindLineEnd() < 0)
        {
            _text.Fill(cancellation);
        }

        string start = Encoding.UTF8.GetString(_text.Text[..Math.Min(_text.Text.Length, Longest)]);
        string line = start.Split('\r', '\n')[0];
        string bare = line is ['"', .., '"'] ? line[1..^1] : line;
        if (bare.Length != 5 || !bare.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            || char.IsSurrogate(bare[4]) || bare[4] == '\uFFFD')
        {
            return null;
        }

        TakeLine(Encoding.UTF8.GetByteCount(line), cancellation);
        return bare[4];
    }

    /// <summary>Skips byte order marks at the start, of which programs that add one to what has one write several.</summary>
    private void SkipMarks(CancellationToken cancellation)
    {
        const int Mark = 3;
        while (true)
        {
            while (_text.Text.Length < Mark && !_text.IsAtEnd && FindLineEnd() < 0)
            {
                _text.Fill(cancellation);
            }

            if (!_text.Text.StartsWith("\uFEFF"u8))
            {
                return;
            }

            _text.Skip(Mark);
        }
    }

    private int FindLineEnd() => _text.Text.IndexOfAny((byte)'\r', (byte)'\n');

    /// <summary>Takes out a line that ends at a position, with its line end.</summary>
    private void TakeLine(int end, CancellationToken cancellation)
    {
        if (end == _text.Text.Length - 1)
        {
            // The line feed after a carriage return.
            _text.Fill(cancellation);
        }

        _text.Skip(end == _text.Text.Length ? end : FieldReader.AfterLine(_text.Text, end));
        _line++;
    }

    /// <summary>Import-Csv takes a first line that starts with # for the name of a type, whatever it holds.</summary>
    private void SkipTypeLine(CancellationToken cancellation)
    {
        if (_text.Text.IsEmpty && !_text.IsAtEnd)
        {
            _text.Fill(cancellation);
        }

        if (_text.Text is not [(byte)'#', ..])
        {
            return;
        }

        while (FindLineEnd() < 0 && !_text.IsAtEnd)
        {
            _text.Skip(_text.Text.Length);
            _text.Fill(cancellation);
        }

        int end = FindLineEnd();
        TakeLine(end < 0 ? _text.Text.Length : end, cancellation);
    }

    private List<string> ReadHeader(CancellationToken cancellation)
    {
        List<string>? columns = null;
        ReadOnlySpan<byte> blanks = _layout.Reader.Delimiter switch
        {
            ' ' => "\t\r\n"u8,
            '\t' => " \r\n"u8,
            _ => " \t\r\n"u8,
        };
        while (ReadNext(cancellation) is { } piece)
        {
            int start = 0;
            int position = 0;
            while (columns is null && position < piece.End)
            {
                start = position;
                columns = DelimitedHeader.Read(piece, _layout.Reader, ref position, out int fields);
                _layout = _layout with { Fields = fields, HeaderEnd = piece.Line(position) - 1 };
            }

            // Blank lines are no records, and a file of them has no header, whatever comments are before them.
            if (columns is not null && piece.Data[start..].IndexOfAnyExcept(blanks) >= 0)
            {
                _firstPiece = piece;
                piece.Skip(position);
                return columns;
            }

            piece.Dispose();
        }

        return [];
    }
}
