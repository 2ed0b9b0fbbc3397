using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace L2Loss.Files;

/// <summary>Some records of a JSON Lines file.</summary>
internal sealed class JsonLinesBlock : RecordBlock
{
    // Of a record with more properties the later ones are looked up by name each time.
    private const int MaximumRemembered = 1024;

    // 4 MB, but for a record that has more alone.
    private const int MaximumCells = 1 << 18;

    private readonly JsonProperties _properties;
    private readonly NumberColumn[] _numbers;
    private readonly int[] _numberSlots;
    private readonly JsonCell[] _cells;
    private readonly long[] _lines;
    private readonly List<(byte[] Name, int Slot, bool IsExact)> _names = [];
    private readonly JsonNumber _reader;
    private readonly JsonShape _shape;
    private readonly Dictionary<int, Range> _broken = [];
    private byte[] _bytes = [];
    private int _count;

    internal JsonLinesBlock(ColumnSelection selection, JsonProperties properties)
    {
        _properties = properties;
        _numberSlots = [.. selection.Numbers.Select(properties.SlotOf)];
        _numbers = [.. selection.Numbers.Select(_ => new NumberColumn())];
        _lines = new long[Math.Min(NumberColumn.Capacity, Math.Max(1, MaximumCells / Math.Max(1, properties.Count)))];
        _cells = new JsonCell[_lines.Length * properties.Count];
        _reader = new JsonNumber(selection.Reader);
        HotLoop.Prepare(typeof(DecimalBytes));
        _shape = new JsonShape(properties.Count);
    }

    /// <inheritdoc/>
    internal override int Count => _count;

    /// <summary>True when it takes no more records.</summary>
    internal bool IsFull => _count == _lines.Length;

    /// <inheritdoc/>
    internal override NumberColumn[] Numbers => _numbers;

    /// <inheritdoc/>
    internal override long Line(int record) => _lines[record];

    /// <inheritdoc/>
    internal override string? Text(int record, int column)
    {
        JsonCell cell = _cells[(record * _properties.Count) + _properties.SlotOf(column)];
        ReadOnlySpan<byte> text = _bytes.AsSpan(cell.Start, cell.Length);
        switch (cell.Token)
        {
            case JsonTokenType.None or JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                Utf8JsonReader reader = JsonLine.Read(text);
                reader.Read();
                return JsonLine.Text(ref reader);
            default:
                return Encoding.UTF8.GetString(text);
        }
    }

    /// <inheritdoc/>
    internal override object? Value(int record, int column)
    {
        JsonCell cell = _cells[(record * _properties.Count) + _properties.SlotOf(column)];
        return cell.Token switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => _reader.ToObject(_bytes.AsSpan(cell.Start, cell.Length)),
            JsonTokenType.StartObject or JsonTokenType.StartArray => JsonTree.Read(_bytes.AsSpan(cell.Start, cell.Length), _reader),
            _ => Text(record, column),
        };
    }

    /// <inheritdoc/>
    internal override bool HasFaults => _broken.Count > 0;

    /// <inheritdoc/>
    internal override NumberFault Fault(int record) =>
        _broken.ContainsKey(record) ? NumberFault.Malformed : NumberFault.None;

    /// <inheritdoc/>
    internal override BadCell Bad(int record, int column, NumberFault fault, long number)
    {
        BadCell bad = base.Bad(record, column, fault, number);
        if (fault != NumberFault.Malformed)
        {
            JsonCell cell = _cells[(record * _properties.Count) + _properties.SlotOf(column)];
            return bad with { IsText = cell.Token == JsonTokenType.String };
        }

        ReadOnlySpan<byte> line = _bytes.AsSpan()[_broken[record]];
        return bad with { BadLine = new BadLine(BadLine.Shorten(line), 0, null, JsonLine.Problem(line)) };
    }

    /// <summary>Empties the block for records of a piece.</summary>
    internal void Begin(byte[] bytes)
    {
        _bytes = bytes;
        _count = 0;
        _broken.Clear();
        foreach (NumberColumn column in _numbers)
        {
            column.Clear();
        }
    }

    /// <summary>Adds the record of one line, which may be a bad one.</summary>
    [MethodImpl(HotLoop.Options)]
    internal void Add(Range range, long number)
    {
        (int start, int length) = range.GetOffsetAndLength(_bytes.Length);
        Span<JsonCell> cells = _cells.AsSpan(_count * _properties.Count, _properties.Count);
        if (_shape.TryRead(_bytes, start, start + length, cells) || TryReadCarefully(start, length, cells))
        {
            AddNumbers(cells);
        }
        else
        {
            cells.Clear();
            _broken.Add(_count, range);
            foreach (NumberColumn column in _numbers)
            {
                column.Add(NumberFault.Malformed, default);
            }
        }

        _lines[_count] = number;
        _count++;
    }

    private bool TryReadCarefully(int start, int length, Span<JsonCell> cells)
    {
        // Where one line had such a word, others have it too, and a look is cheaper than a failure.
        bool isTried = !_shape.ExpectsWords || !JsonLiterals.MayHave(_bytes.AsSpan(start, length));
        return (isTried && TryParse(start, length, cells)) || TryParseWithLiterals(start, length, cells, isTried);
    }

    private bool TryParseWithLiterals(int start, int length, Span<JsonCell> cells, bool isTried)
    {
        List<(int Position, bool IsNaN)> words = JsonLiterals.Replace(_bytes, start, start + length);
        _shape.ExpectsWords |= words.Count > 0;
        bool isGood = (words.Count > 0 || !isTried) && TryParse(start, length, cells);
        JsonLiterals.Restore(_bytes, words);
        return isGood;
    }

    /// <summary>Reads a line name by name, and learns its shape.</summary>
    private bool TryParse(int start, int length, Span<JsonCell> cells)
    {
        cells.Clear();
        _shape.Begin();
        ReadOnlySpan<byte> line = _bytes.AsSpan(start, length);
        try
        {
            Utf8JsonReader reader = JsonLine.Read(line);
            JsonLine.Enter(ref reader);
            int valueEnd = 0;
            for (int ordinal = 0; reader.TokenType == JsonTokenType.PropertyName; ordinal++)
            {
                int slot = Find(ref reader, ordinal, out bool isExact);
                reader.Read();
                JsonTokenType token = reader.TokenType;
                int valueStart = (int)reader.TokenStartIndex;
                _shape.Add(line[valueEnd..valueStart], slot, isExact);
                reader.Skip();
                valueEnd = (int)reader.BytesConsumed;
                if (slot >= 0 && (isExact || !cells[slot].IsExact))
                {
                    cells[slot] = new JsonCell(token, start + valueStart, valueEnd - valueStart, isExact);
                }

                reader.Read();
            }

            // Finds what follows the object.
            reader.Read();
            _shape.End(line[valueEnd..]);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void AddNumbers(ReadOnlySpan<JsonCell> cells)
    {
        for (int index = 0; index < _numbers.Length; index++)
        {
            _reader.Read(_bytes, cells[_numberSlots[index]], _numbers[index]);
        }
    }

    /// <summary>Finds a property; most records have the same ones in the same order, so the last record knows.</summary>
    private int Find(ref Utf8JsonReader reader, int ordinal, out bool isExact)
    {
        if (ordinal < _names.Count && reader.ValueSpan.SequenceEqual(_names[ordinal].Name))
        {
            isExact = _names[ordinal].IsExact;
            return _names[ordinal].Slot;
        }

        int slot = _properties.Find(reader.GetString()!, out isExact);
        if (ordinal < _names.Count)
        {
            _names[ordinal] = (reader.ValueSpan.ToArray(), slot, isExact);
        }
        else if (ordinal == _names.Count && ordinal < MaximumRemembered)
        {
            _names.Add((reader.ValueSpan.ToArray(), slot, isExact));
        }

        return slot;
    }
}
