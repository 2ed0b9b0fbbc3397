using System.Buffers;

namespace L2Loss.Files;

/// <summary>
/// Reads the pages of one column in one row group, one after another, each checked against the footer, its own header and
/// its checksum. For one thread at a time.
/// </summary>
internal sealed class PageReader : IDisposable
{
    // No page of any writer is larger; a damaged size must not take all memory.
    private const int MaximumPage = 1 << 29;

    private const int WindowSize = 1 << 17;
    private const int MaximumHeader = 1 << 20;

    private readonly SharedFile _file;
    private readonly ParquetField _field;
    private readonly PageCodec _codec = new();
    private byte[] _window = [];
    private long _windowStart;
    private int _windowLength;
    private byte[] _page = [];
    private ColumnChunk _chunk = new(default, 0, 0, 0, 0, 0, IsEncrypted: false);
    private DictionaryValues? _dictionary;
    private ValueDecoder? _decoder;
    private RleBitPackedHybrid _levels;
    private bool _hasLevels;
    private bool _hasExactLevels;
    private long _position;
    private long _end;
    private long _valuesLeft;
    private bool _hasPage;

    internal PageReader(SharedFile file, ParquetField field)
    {
        _file = file;
        _field = field;
    }

    /// <summary>How many values of the page are still to be read, nulls included.</summary>
    internal int Left { get; private set; }

    /// <summary>Starts a row group.</summary>
    internal void Start(ColumnChunk chunk, long rows)
    {
        if (chunk.IsEncrypted)
        {
            throw new NotSupportedException("it is encrypted");
        }

        if (chunk.PhysicalType != _field.PhysicalType || chunk.Values != rows || chunk.Start < 0 || chunk.Length < 0
            || chunk.Start > _file.Length - chunk.Length)
        {
            throw new InvalidDataException(chunk.Values == rows
                ? "its footer tells of what cannot be"
                : $"it has {chunk.Values} values for {rows} records");
        }

        _chunk = chunk;
        _dictionary = null;
        _decoder = null;
        _hasPage = false;
        _windowLength = 0;
        (_position, _end) = (chunk.Start, chunk.Start + chunk.Length);
        _valuesLeft = rows;
        Left = 0;
    }

    /// <summary>Goes on to the next page if the last one is read to its end.</summary>
    internal void Fill(CancellationToken cancellation)
    {
        while (Left == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            FinishPage();
            PageHeader header = ReadHeader(cancellation);
            int start = Load(_position, header.CompressedSize, cancellation);
            _position += header.CompressedSize;
            if (header.Checksum is uint checksum && checksum != Crc32.Of(_window.AsSpan(start, header.CompressedSize)))
            {
                throw new InvalidDataException("a page does not have the checksum in its header");
            }

            switch (header.Type)
            {
                case PageType.DictionaryPage when _dictionary is null && !_hasPage
                    && header.Encoding is ParquetEncoding.Plain or ParquetEncoding.PlainDictionary:
                    PageBytes values = Unpack(header, start, 0);
                    _dictionary = new DictionaryValues(_field, values, header.Values);
                    break;
                case PageType.DataPage or PageType.DataPageV2:
                    StartPage(header, start);
                    break;
                case PageType.IndexPage:
                    break;
                default:
                    throw new InvalidDataException("it has a page of an unknown kind");
            }
        }
    }

    /// <summary>Tells which of the next values are null: 0 for null, 1 for a value. False where none is.</summary>
    internal bool ReadLevels(Span<int> levels)
    {
        Left -= levels.Length;
        if (_hasLevels)
        {
            _levels.Read(levels);
        }

        return _hasLevels;
    }

    /// <summary>Reads values that are numbers.</summary>
    internal void Read(Span<long> to) => _decoder!.Read(to);

    /// <summary>Reads values that are bytes.</summary>
    internal void Read(int count, ByteValues to) => _decoder!.Read(count, to);

    /// <summary>Throws where the pages have more than the row group.</summary>
    internal void Finish()
    {
        FinishPage();
        if (_valuesLeft != 0 || _position != _end)
        {
            throw new InvalidDataException("its pages have more than its footer tells of");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _codec.Dispose();
        ArrayPool<byte>.Shared.Return(_window);
        ArrayPool<byte>.Shared.Return(_page);
        (_window, _page) = ([], []);
    }

    /// <summary>
    /// Makes a buffer large enough. Pages of a column have about one size, and each that is a little larger than the ones
    /// before it must not cost another array: those of the pool have room to spare, and serve the next file too.
    /// </summary>
    private static void Reserve(ref byte[] buffer, int length)
    {
        if (buffer.Length < length + PageBytes.Slack)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(length + PageBytes.Slack);
        }
    }

    private void FinishPage()
    {
        if (_decoder is { IsAtEnd: false } || (_decoder is not null && _hasExactLevels && !_levels.IsAtEnd))
        {
            throw new InvalidDataException("a page has more bytes than its values need");
        }

        _decoder = null;
    }

    private PageHeader ReadHeader(CancellationToken cancellation)
    {
        if (_valuesLeft == 0 || _position >= _end)
        {
            throw new InvalidDataException("its pages have fewer values than its footer tells of");
        }

        for (int size = 256; ; size *= 16)
        {
            int count = (int)Math.Min(size, _end - _position);
            int start = Load(_position, count, cancellation);
            try
            {
                PageHeader header = PageHeader.Read(_window.AsSpan(start, count), out int length);
                header.Check();
                _position += length;
                return header.CompressedSize <= _end - _position
                    && header.CompressedSize <= MaximumPage && header.UncompressedSize <= MaximumPage
                    ? header
                    : throw new NotSupportedException($"a page has {Math.Max(header.CompressedSize, header.UncompressedSize)} bytes");
            }
            catch (InvalidDataException) when (count < _end - _position && size < MaximumHeader)
            {
                // It may only be cut off: those with statistics are long.
            }
        }
    }

    private void StartPage(PageHeader header, int start)
    {
        // DuckDB tells of none for intervals.
        bool isKnown = _chunk.Encodings == 0 || (_chunk.Encodings >> (int)header.Encoding & 1) != 0;
        if (!isKnown || header.Values > _valuesLeft)
        {
            throw new InvalidDataException(header.Values > _valuesLeft
                ? "its pages have more values than its footer tells of"
                : "a page has an encoding that its footer does not tell of");
        }

        _hasLevels = _field.IsNullable;
        PageBytes values;
        if (header.Type == PageType.DataPageV2)
        {
            if (header.RepetitionLevelsLength > 0 || (!_hasLevels && header.DefinitionLevelsLength > 0))
            {
                throw new InvalidDataException("a page tells of lists or nulls that its column cannot have");
            }

            values = Unpack(header, start, header.DefinitionLevelsLength);
            PageBytes nulls = values.Cut(header.DefinitionLevelsLength);
            _levels = new RleBitPackedHybrid(nulls, 1);
            _hasExactLevels = _hasLevels;
            if (_hasLevels && header.NullCount == 0)
            {
                _hasLevels = false;
                if (!_levels.PassOver(1, header.Values))
                {
                    throw new InvalidDataException("a page has nulls that its header does not tell of");
                }
            }
        }
        else
        {
            values = Unpack(header, start, 0);
            _hasExactLevels = false;
            if (_hasLevels && header.DefinitionLevelEncoding != ParquetEncoding.Rle)
            {
                throw new NotSupportedException("nulls are marked as only very old writers did");
            }

            _levels = _hasLevels ? new RleBitPackedHybrid(values.Cut(values.TakeInt32()), 1) : default;
            RleBitPackedHybrid ahead = _levels;
            _hasLevels = _hasLevels && !ahead.PassOver(1, header.Values);
        }

        _hasPage = true;
        _valuesLeft -= header.Values;
        Left = header.Values;
        _decoder = ValueDecoder.Create(header.Encoding, _field, values, _dictionary);
    }

    /// <summary>The bytes of a page, of which the first are not compressed.</summary>
    private PageBytes Unpack(PageHeader header, int start, int open)
    {
        if (_chunk.Codec == CompressionCodec.Uncompressed || !header.IsCompressed)
        {
            return header.CompressedSize == header.UncompressedSize
                ? new PageBytes(_window, start, start + header.CompressedSize)
                : throw new InvalidDataException("a page has another size than its header says");
        }

        Reserve(ref _page, header.UncompressedSize);
        _window.AsSpan(start, open).CopyTo(_page);
        Span<byte> target = _page.AsSpan(open, header.UncompressedSize - open);

        // Without a value there need not be anything.
        if (!target.IsEmpty || header.CompressedSize > open)
        {
            _codec.Decompress(_chunk.Codec, _window, start + open, header.CompressedSize - open, target);
        }

        return new PageBytes(_page, 0, header.UncompressedSize);
    }

    /// <summary>Has some bytes of the file in the window, and says where in it they start.</summary>
    private int Load(long position, int count, CancellationToken cancellation)
    {
        if (position < _windowStart || position + count > _windowStart + _windowLength)
        {
            int length = (int)Math.Min(Math.Max(count, WindowSize), _end - position);
            Reserve(ref _window, length);
            _windowLength = 0;
            _file.ReadExactly(position, _window.AsSpan(0, length), cancellation);
            (_windowStart, _windowLength) = (position, length);
        }

        return (int)(position - _windowStart);
    }
}
