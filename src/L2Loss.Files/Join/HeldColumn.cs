using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>All numbers of a column of a file in memory, nine bytes each but for the odd ones.</summary>
internal sealed class HeldColumn
{
    // Says: the bits are those of a double.
    private const byte BinaryScale = NumberColumn.OtherScale - 1;

    private readonly Chunks<long> _bits = new();
    private readonly Chunks<byte> _scales = new();
    private readonly List<(Number Number, NumberFault Fault)> _others = [];
    private readonly Dictionary<int, string?> _texts = [];
    private bool _isBinary = true;

    /// <summary>Adds values of a block.</summary>
    /// <param name="column">The column that has them.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="bad">Gets the positions of those that are no numbers.</param>
    internal void Add(NumberColumn column, int start, int end, List<int> bad)
    {
        if (column.IsBinary)
        {
            AddBinary(column.Doubles, start, end, bad);
            return;
        }

        _isBinary &= start == end;
        int before = _bits.Count - start;
        _bits.AddRange(column.Mantissas[start..end]);
        _scales.AddRange(column.Scales[start..end]);
        for (int record = start; record < end; record++)
        {
            int next = column.Scales[record..end].IndexOf(NumberColumn.OtherScale);
            if (next < 0)
            {
                return;
            }

            record += next;
            NumberFault fault = column.Read(record, out Number number);
            _bits[before + record] = _others.Count;
            _others.Add((number, fault));
            if (fault != NumberFault.None)
            {
                bad.Add(record);
            }
        }
    }

    /// <summary>Takes all out.</summary>
    internal void Clear()
    {
        _bits.Clear();
        _scales.Clear();
        _others.Clear();
        _texts.Clear();
        _isBinary = true;
    }

    /// <summary>Keeps the text of a record's cell.</summary>
    internal void Keep(int row, string? text) => _texts[row] = text;

    /// <summary>The text of a record's cell; null where it was not kept.</summary>
    internal string? Text(int row) => _texts.GetValueOrDefault(row);

    /// <summary>Fills a column with the values of some records; one of -1 has none.</summary>
    [MethodImpl(HotLoop.Options)]
    internal void CopyTo(NumberColumn target, ReadOnlySpan<int> rows)
    {
        if (_isBinary)
        {
            Span<double> doubles = target.SetBinary(rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                doubles[i] = rows[i] < 0 ? double.NaN : BitConverter.Int64BitsToDouble(_bits[rows[i]]);
            }

            return;
        }

        Span<long> mantissas = target.SetShort(rows.Length, out Span<byte> scales);
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            scales[i] = row < 0 ? NumberColumn.OtherScale : _scales[row];
            mantissas[i] = row < 0 ? 0 : _bits[row];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (scales[i] >= BinaryScale)
            {
                SetOther(target, i, rows[i]);
            }
        }
    }

    private void AddBinary(ReadOnlySpan<double> values, int start, int end, List<int> bad)
    {
        for (int record = start; record < end; record++)
        {
            _bits.Add(BitConverter.DoubleToInt64Bits(values[record]));
            _scales.Add(BinaryScale);
            if (!double.IsFinite(values[record]))
            {
                bad.Add(record);
            }
        }
    }

    private void SetOther(NumberColumn target, int record, int row)
    {
        if (row < 0)
        {
            target.Set(record, NumberFault.Missing, default);
        }
        else if (_scales[row] == BinaryScale)
        {
            target.Set(record, NumberReader.ReadDouble(BitConverter.Int64BitsToDouble(_bits[row]), out Number value), value);
        }
        else
        {
            (Number number, NumberFault fault) = _others[(int)_bits[row]];
            target.Set(record, fault, number);
        }
    }
}
