namespace L2Loss.Files;

/// <summary>Whole records of a delimited file, as bytes.</summary>
internal sealed class DelimitedPiece : RecordPiece
{
    // Longer pieces hold a giant record, whose fields need not be listed.
    private const int MaximumRegular = 1 << 24;

    private readonly TextBuffer _source;
    private readonly long _firstLine;
    private readonly bool _isRegular;
    private byte[]? _buffer;
    private int _next;
    private int _linePosition;
    private long _line;

    /// <summary>Takes over a buffer that holds whole records from its start on.</summary>
    internal DelimitedPiece(TextBuffer source, byte[] buffer, int end, long line, RecordScanner scanner)
    {
        _source = source;
        _buffer = buffer;
        _firstLine = line;
        _line = line;
        End = end;
        HasQuotes = scanner.HasQuotes;
        HasReturns = scanner.HasReturns;
        _isRegular = scanner.IsRegular && scanner.End == end && end <= MaximumRegular;
    }

    /// <summary>The bytes, with room after them for vectors.</summary>
    internal byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(DelimitedPiece));

    /// <summary>The end of the records in the buffer.</summary>
    internal int End { get; }

    /// <summary>True when there may be quotes.</summary>
    internal bool HasQuotes { get; }

    /// <summary>True when there may be carriage returns.</summary>
    internal bool HasReturns { get; }

    /// <summary>The bytes of the records.</summary>
    internal ReadOnlySpan<byte> Data => Buffer.AsSpan(0, End);

    /// <summary>The line of the byte at which a record starts.</summary>
    internal long Line(int position)
    {
        // Asked for record by record in their order, it counts each line once.
        if (position < _linePosition)
        {
            (_linePosition, _line) = (0, _firstLine);
        }

        _line += LineCounter.Count(Data[_linePosition..position]);
        _linePosition = position;
        return _line;
    }

    /// <summary>What a field of it that ends inside quotes throws.</summary>
    internal MalformedFileException OpenQuote(in DelimitedField field) =>
        new($"The quote that opens on line {Line(field.Start - 1)} is never closed.");

    /// <summary>Leaves out what was read as the header.</summary>
    internal void Skip(int start) => _next = start;

    /// <inheritdoc/>
    internal override bool Read(RecordBlock block, CancellationToken cancellation)
    {
        var target = (DelimitedBlock)block;
        do
        {
            if (_next >= End)
            {
                target.Clear();
                return false;
            }

            cancellation.ThrowIfCancellationRequested();
            _next = target.Fill(this, _next, _isRegular, cancellation);
        }
        while (target.Count == 0);

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_buffer is not null)
        {
            _source.Return(_buffer);
            _buffer = null;
        }
    }
}
