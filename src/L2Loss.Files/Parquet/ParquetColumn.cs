using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace L2Loss.Files;

/// <summary>One column of a row group, some records at a time: as numbers, and their text. For one thread at a time.</summary>
internal sealed class ParquetColumn : IDisposable
{
    private readonly ParquetField _field;
    private readonly Utf8NumberReader _texts;
    private readonly PageReader _pages;
    private readonly bool _isBytes;
    private readonly long[] _numbers = new long[NumberColumn.Capacity];
    private readonly ByteValues _bytes = new();
    private readonly int[] _places = new int[NumberColumn.Capacity];

    // 0 for null, 1 for a value; written only where one is null.
    private readonly int[] _levels = new int[NumberColumn.Capacity];
    private bool _hasNulls;

    /// <summary>A column of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="field">The column.</param>
    /// <param name="reader">How text is read as a number.</param>
    internal ParquetColumn(SharedFile file, ParquetField field, NumberReader reader)
    {
        if (field.LogicalType == LogicalType.Decimal && field.Scale < 0)
        {
            throw new NotSupportedException($"decimals with {field.Scale} places");
        }

        _field = field;
        _texts = new Utf8NumberReader(reader);
        _pages = new PageReader(file, field);
        _isBytes = ValueDecoder.IsBytes(field);
    }

    /// <summary>Its name.</summary>
    internal string Name => _field.Name;

    /// <summary>True when its values are text.</summary>
    internal bool IsText => _isBytes && _field.LogicalType == LogicalType.String;

    /// <summary>True when all its numbers are doubles.</summary>
    private bool IsBinary =>
        _field.PhysicalType is PhysicalType.Double or PhysicalType.Float
        || (_field.LogicalType == LogicalType.Float16 && _field.PhysicalType == PhysicalType.FixedLenByteArray);

    /// <summary>True when they are decimals of a whole number.</summary>
    private bool IsWhole =>
        _field.PhysicalType is PhysicalType.Int32 or PhysicalType.Int64
        && _field.LogicalType is LogicalType.None or LogicalType.SignedInteger or LogicalType.UnsignedInteger or LogicalType.Decimal;

    private int Scale => _field.LogicalType == LogicalType.Decimal ? _field.Scale : 0;

    private bool IsUnsigned64 => _field is { LogicalType: LogicalType.UnsignedInteger, PhysicalType: PhysicalType.Int64 };

    /// <summary>Starts a row group.</summary>
    internal void Start(RowGroup group) => _pages.Start(group.Chunks[_field.Leaf], group.Rows);

    /// <summary>Reads the next records.</summary>
    internal void Read(int count, CancellationToken cancellation)
    {
        _bytes.Clear();
        _hasNulls = false;
        for (int done = 0; done < count;)
        {
            _pages.Fill(cancellation);
            int next = Math.Min(count - done, _pages.Left);
            Span<int> levels = _levels.AsSpan(done, next);
            bool hasLevels = _pages.ReadLevels(levels);
            int defined = hasLevels ? levels.Count(1) : next;
            if (defined < next && !_hasNulls)
            {
                _hasNulls = true;
                _levels.AsSpan(0, done).Fill(1);
            }
            else if (_hasNulls && !hasLevels)
            {
                levels.Fill(1);
            }

            if (_isBytes)
            {
                int place = _bytes.Count;
                _pages.Read(defined, _bytes);
                for (int i = 0; i < next; i++)
                {
                    _places[done + i] = place;
                    place += defined == next ? 1 : levels[i];
                }
            }
            else
            {
                Span<long> numbers = _numbers.AsSpan(done, next);
                _pages.Read(numbers[..defined]);
                Spread(numbers, levels, defined);
            }

            done += next;
        }

        CheckRange(_numbers.AsSpan(0, count));
    }

    /// <summary>Throws where its pages have more than the row group.</summary>
    internal void Finish() => _pages.Finish();

    /// <summary>Gives the records as numbers.</summary>
    internal void CopyTo(NumberColumn target, int count)
    {
        if (IsBinary)
        {
            CopyDoubles(target.SetBinary(count));
        }
        else if (IsWhole && !IsUnsigned64 && Scale <= Number.MaximumExactScale)
        {
            Span<long> mantissas = target.SetShort(count, out Span<byte> scales);
            _numbers.AsSpan(0, count).CopyTo(mantissas);
            scales.Fill((byte)Scale);
            for (int row = 0; _hasNulls && row < count; row++)
            {
                if (_levels[row] == 0)
                {
                    target.Set(row, NumberFault.Missing, default);
                }
            }
        }
        else
        {
            target.Clear();
            for (int row = 0; row < count; row++)
            {
                Number number = default;
                NumberFault fault = IsNull(row) ? NumberFault.Missing : ReadNumber(row, out number);
                target.Add(fault, number);
            }
        }
    }

    /// <summary>The invariant text of a record's value; null for null.</summary>
    internal string? Text(int row) => IsNull(row) ? null
        : _isBytes ? TextOfBytes(_bytes[_places[row]])
        : TextOfNumber(_numbers[row]);

    /// <summary>A record's value as an object: a number, a truth value, a day or moment, text; null for null.</summary>
    internal object? Value(int row)
    {
        if (IsNull(row) || IsText)
        {
            return Text(row);
        }

        if (IsBinary)
        {
            return ToDouble(_numbers[row]);
        }

        if (_field.PhysicalType == PhysicalType.Boolean)
        {
            return _numbers[row] != 0;
        }

        if (ReadNumber(row, out Number number) == NumberFault.None)
        {
            return number.ToObject();
        }

        bool isMoment = _field.LogicalType is LogicalType.Date or LogicalType.Timestamp || _field.PhysicalType == PhysicalType.Int96;
        string? text = Text(row);
        return isMoment && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime moment)
            ? moment
            : text;
    }

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();

    private bool IsNull(int row) => _hasNulls && _levels[row] == 0;

    /// <summary>Moves the values, which come without gaps, to their rows.</summary>
    private static void Spread(Span<long> numbers, Span<int> levels, int defined)
    {
        for (int row = numbers.Length - 1; defined < numbers.Length && row >= 0; row--)
        {
            // A null is 0, which is in every range.
            numbers[row] = levels[row] == 0 ? 0 : numbers[--defined];
            if (defined == row)
            {
                return;
            }
        }
    }

    /// <summary>Numbers of few bits are stored with more; unsigned ones come with a sign.</summary>
    private void CheckRange(Span<long> numbers)
    {
        if (_field.PhysicalType != PhysicalType.Int32 || _field.LogicalType is not (LogicalType.SignedInteger or LogicalType.UnsignedInteger))
        {
            return;
        }

        bool isUnsigned = _field.LogicalType == LogicalType.UnsignedInteger;
        int bits = _field.Bits is 8 or 16 ? _field.Bits : 32;
        long least = isUnsigned ? 0 : -(1L << (bits - 1));
        long most = least + (1L << bits) - 1;
        for (int row = 0; row < numbers.Length; row++)
        {
            numbers[row] = isUnsigned ? (uint)numbers[row] : numbers[row];
            if (numbers[row] < least || numbers[row] > most)
            {
                throw new InvalidDataException($"{numbers[row]} is no number of {bits} bits");
            }
        }
    }

    private void CopyDoubles(Span<double> target)
    {
        ReadOnlySpan<long> numbers = _numbers.AsSpan(0, target.Length);
        if (_field.PhysicalType == PhysicalType.Double)
        {
            MemoryMarshal.Cast<long, double>(numbers).CopyTo(target);
        }
        else
        {
            for (int row = 0; row < target.Length; row++)
            {
                target[row] = ToDouble(numbers[row]);
            }
        }

        for (int row = 0; _hasNulls && row < target.Length; row++)
        {
            target[row] = _levels[row] == 0 ? double.NaN : target[row];
        }
    }

    private double ToDouble(long bits) => _field.PhysicalType switch
    {
        PhysicalType.Double => BitConverter.Int64BitsToDouble(bits),
        PhysicalType.Float => BitConverter.Int32BitsToSingle((int)bits),
        _ => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
    };

    private NumberFault ReadNumber(int row, out Number number)
    {
        number = default;
        if (IsWhole)
        {
            // With more than 28 places a decimal of .NET does not hold it.
            long value = _numbers[row];
            if (Scale > 28)
            {
                return InvariantText.Read(TextOfDecimal(value), out number);
            }

            number = value < 0 && IsUnsigned64 ? Number.FromDecimal((ulong)value) : Number.FromMantissa(value, Scale);
            return NumberFault.None;
        }

        if (!_isBytes)
        {
            return NumberFault.NotNumeric;
        }

        ReadOnlySpan<byte> bytes = _bytes[_places[row]];
        return _field.LogicalType switch
        {
            LogicalType.String => _texts.Read(bytes, out number),
            LogicalType.Decimal when _field.PhysicalType != PhysicalType.Int96 => ReadDecimal(bytes, out number),
            _ => NumberFault.NotNumeric,
        };
    }

    private NumberFault ReadDecimal(ReadOnlySpan<byte> bytes, out Number number)
    {
        if (_field.Scale <= Number.MaximumExactScale && bytes.Length > 0)
        {
            int sign = bytes[0] < 0x80 ? 0 : 0xFF;
            while (bytes.Length > sizeof(long) && bytes[0] == sign && (bytes[1] ^ sign) < 0x80)
            {
                bytes = bytes[1..];
            }

            if (bytes.Length <= sizeof(long))
            {
                long value = sign == 0 ? 0 : -1;
                foreach (byte part in bytes)
                {
                    value = (value << 8) | part;
                }

                number = Number.FromMantissa(value, _field.Scale);
                return NumberFault.None;
            }
        }

        // Beyond what a decimal of .NET holds it is the nearest double.
        return InvariantText.Read(TextOfDecimal(ToWhole(bytes)), out number);
    }

    private string TextOfNumber(long value)
    {
        switch (_field.PhysicalType)
        {
            case PhysicalType.Boolean:
                return value == 0 ? "False" : "True";
            case PhysicalType.Double:
                return BitConverter.Int64BitsToDouble(value).ToString("R", CultureInfo.InvariantCulture);
            case PhysicalType.Float:
                return BitConverter.Int32BitsToSingle((int)value).ToString("R", CultureInfo.InvariantCulture);
            case PhysicalType.FixedLenByteArray:
                return BitConverter.UInt16BitsToHalf((ushort)value).ToString("R", CultureInfo.InvariantCulture);
            default:
                return _field.LogicalType switch
                {
                    LogicalType.Date => ParquetMoments.Day(value),
                    LogicalType.Time => ParquetMoments.Time(value, _field.UnitsPerSecond),
                    LogicalType.Timestamp => ParquetMoments.Moment(value, _field.UnitsPerSecond, _field.IsUtc),
                    _ => IsUnsigned64 ? ((ulong)value).ToString(CultureInfo.InvariantCulture) : TextOfDecimal(value),
                };
        }
    }

    private string TextOfBytes(ReadOnlySpan<byte> bytes) => _field switch
    {
        { PhysicalType: PhysicalType.Int96 } => ParquetMoments.OfDayAndTime(bytes),
        { LogicalType: LogicalType.String } => Encoding.UTF8.GetString(bytes),
        { LogicalType: LogicalType.Decimal } => TextOfDecimal(ToWhole(bytes)),
        { LogicalType: LogicalType.Uuid, Length: 16 } => new Guid(bytes, bigEndian: true).ToString(),
        _ => Convert.ToHexString(bytes),
    };

    private static BigInteger ToWhole(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: false, isBigEndian: true);

    private string TextOfDecimal(BigInteger value)
    {
        int scale = Scale;
        string digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = value.Sign < 0 ? "-" : string.Empty;
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }
}
