using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace L2Loss.Files;

/// <summary>Decodes the values of a page, some at a time: whole numbers and the bits of others, or bytes.</summary>
internal abstract class ValueDecoder
{
    /// <summary>False where a page has bytes that no value needed, though its encoding leaves none.</summary>
    internal virtual bool IsAtEnd => true;

    /// <summary>Decodes numbers.</summary>
    internal virtual void Read(Span<long> to) => throw Wrong();

    /// <summary>Decodes bytes.</summary>
    internal virtual void Read(int count, ByteValues to) => throw Wrong();

    /// <summary>The decoder of a page.</summary>
    /// <param name="encoding">How it is encoded.</param>
    /// <param name="field">The column.</param>
    /// <param name="bytes">The values.</param>
    /// <param name="dictionary">What a page of the dictionary gave; null where there was none.</param>
    internal static ValueDecoder Create(ParquetEncoding encoding, ParquetField field, PageBytes bytes, DictionaryValues? dictionary)
    {
        bool isBytes = IsBytes(field);
        int width = Width(field);
        return encoding switch
        {
            ParquetEncoding.Plain when isBytes => new PlainBytes(bytes, width),
            ParquetEncoding.Plain when width == 0 => new PlainBits(bytes),
            ParquetEncoding.Plain => new PlainNumbers(bytes, width),
            ParquetEncoding.PlainDictionary or ParquetEncoding.RleDictionary when dictionary is not null =>
                new Indices(bytes, dictionary),
            ParquetEncoding.PlainDictionary or ParquetEncoding.RleDictionary =>
                throw new InvalidDataException("a page needs a dictionary that is not there"),
            ParquetEncoding.Rle when field.PhysicalType == PhysicalType.Boolean => new RleBits(bytes),
            ParquetEncoding.DeltaBinaryPacked when field.PhysicalType is PhysicalType.Int32 or PhysicalType.Int64 =>
                new DeltaBinaryPacked(bytes, field.PhysicalType == PhysicalType.Int32),
            ParquetEncoding.DeltaLengthByteArray when field.PhysicalType == PhysicalType.ByteArray => new DeltaLengthByteArray(bytes),
            ParquetEncoding.DeltaByteArray when field.PhysicalType is PhysicalType.ByteArray or PhysicalType.FixedLenByteArray => new DeltaByteArray(bytes),
            ParquetEncoding.ByteStreamSplit when width > 0 => new ByteStreamSplit(bytes, width),
            _ => throw new NotSupportedException($"a page has the encoding {encoding} for values of type {field.PhysicalType}"),
        };
    }

    /// <summary>True where values are bytes and not numbers.</summary>
    internal static bool IsBytes(ParquetField field) =>
        field.PhysicalType is PhysicalType.ByteArray or PhysicalType.Int96
        || (field.PhysicalType == PhysicalType.FixedLenByteArray && field.LogicalType != LogicalType.Float16);

    /// <summary>The bytes of a value; 0 where they differ or are bits.</summary>
    internal static int Width(ParquetField field) => field.PhysicalType switch
    {
        PhysicalType.Int32 or PhysicalType.Float => 4,
        PhysicalType.Int64 or PhysicalType.Double => 8,
        PhysicalType.Int96 => 12,
        PhysicalType.FixedLenByteArray when field.Length is < 1 or > 1 << 20 || (field.LogicalType == LogicalType.Float16 && field.Length != 2) =>
            throw new InvalidDataException($"its values have {field.Length} bytes each"),
        PhysicalType.FixedLenByteArray => field.Length,
        _ => 0,
    };

    private static InvalidDataException Wrong() => new("a page has an encoding for values of another type");

    private static long Load(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    private sealed class PlainNumbers(PageBytes bytes, int width) : ValueDecoder
    {
        private PageBytes _bytes = bytes;

        internal override bool IsAtEnd => _bytes.Left == 0;

        internal override void Read(Span<long> to)
        {
            ReadOnlySpan<byte> taken = _bytes.Take((long)to.Length * width);
            if (width == sizeof(long) && BitConverter.IsLittleEndian)
            {
                taken.CopyTo(MemoryMarshal.AsBytes(to));
            }
            else if (width == sizeof(int) && BitConverter.IsLittleEndian)
            {
                TensorPrimitives.ConvertTruncating<int, long>(MemoryMarshal.Cast<byte, int>(taken), to);
            }
            else
            {
                for (int i = 0; i < to.Length; i++)
                {
                    to[i] = Load(taken.Slice(i * width, width));
                }
            }
        }
    }

    private sealed class PlainBits(PageBytes bytes) : ValueDecoder
    {
        private long _bit;

        internal override bool IsAtEnd => (_bit + 7) / 8 == bytes.Left;

        internal override void Read(Span<long> to)
        {
            PageBytes check = bytes;
            check.Take((_bit + to.Length + 7) / 8);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = (long)bytes.Bits(_bit++, 1);
            }
        }
    }

    private sealed class PlainBytes(PageBytes bytes, int width) : ValueDecoder
    {
        private PageBytes _bytes = bytes;

        internal override bool IsAtEnd => _bytes.Left == 0;

        internal override void Read(int count, ByteValues to)
        {
            for (; count > 0; count--)
            {
                to.Add(_bytes.Take(width > 0 ? width : _bytes.TakeInt32()));
            }
        }
    }

    private sealed class RleBits(PageBytes bytes) : ValueDecoder
    {
        private readonly int[] _ones = new int[NumberColumn.Capacity];
        private RleBitPackedHybrid _runs = new(bytes.Cut(bytes.TakeInt32()), 1);

        internal override void Read(Span<long> to)
        {
            _runs.Read(_ones.AsSpan(0, to.Length));
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = _ones[i];
            }
        }
    }

    private sealed class Indices : ValueDecoder
    {
        private readonly DictionaryValues _dictionary;
        private readonly int[] _indices = new int[NumberColumn.Capacity];
        private RleBitPackedHybrid _runs;

        internal Indices(PageBytes bytes, DictionaryValues dictionary)
        {
            _dictionary = dictionary;

            // A page of nulls alone may have nothing at all.
            _runs = bytes.Left == 0 ? default : Start(bytes);
        }

        internal override void Read(Span<long> to) => _dictionary.CopyTo(Next(to.Length), to);

        internal override void Read(int count, ByteValues to) => _dictionary.CopyTo(Next(count), to);

        private static RleBitPackedHybrid Start(PageBytes bytes)
        {
            int width = bytes.Take(1)[0];
            return new RleBitPackedHybrid(bytes, width);
        }

        private ReadOnlySpan<int> Next(int count)
        {
            Span<int> next = _indices.AsSpan(0, count);
            _runs.Read(next);
            foreach (int index in next)
            {
                if ((uint)index >= (uint)_dictionary.Count)
                {
                    throw new InvalidDataException($"a value is number {(uint)index + 1L} of a dictionary of {_dictionary.Count}");
                }
            }

            return next;
        }
    }

    /// <summary>The first number, then blocks of differences above their least.</summary>
    private sealed class DeltaBinaryPacked : ValueDecoder
    {
        private readonly bool _isShort;
        private readonly int _miniSize;
        private readonly byte[] _widths;
        private PageBytes _bytes;
        private long _left;
        private long _value;
        private long _least;
        private int _mini;
        private int _inMini;
        private bool _isFirst = true;

        internal DeltaBinaryPacked(PageBytes bytes, bool isShort)
        {
            _bytes = bytes;
            _isShort = isShort;
            ulong block = _bytes.TakeVarint();
            ulong minis = _bytes.TakeVarint();
            _left = (long)_bytes.TakeVarint();
            _value = _bytes.TakeZigzag();
            if (block is 0 or > 1 << 24 || minis is 0 or > 1 << 16 || block % minis != 0 || block / minis % 8 != 0 || _left < 0)
            {
                throw new InvalidDataException("a page has differences in blocks that cannot be");
            }

            _miniSize = (int)(block / minis);
            _widths = new byte[(int)minis];
            _mini = _widths.Length;
            _inMini = _miniSize;
        }

        /// <summary>Where the bytes behind the last number start, once it was read.</summary>
        internal PageBytes Rest
        {
            get
            {
                FinishMini();
                return _bytes;
            }
        }

        internal long Left => _left;

        internal override void Read(Span<long> to)
        {
            if (to.Length > _left)
            {
                throw new InvalidDataException("a page has fewer differences than values");
            }

            _left -= to.Length;
            for (int i = 0; i < to.Length;)
            {
                if (_isFirst)
                {
                    _isFirst = false;
                    to[i++] = Shown(_value);
                    continue;
                }

                if (_inMini == _miniSize)
                {
                    StartMini();
                }

                int width = _widths[_mini];
                int count = Math.Min(to.Length - i, _miniSize - _inMini);
                long bit = (long)_inMini * width;
                if ((bit + ((long)count * width) + 7) / 8 > _bytes.Left)
                {
                    throw new InvalidDataException("a page has fewer bytes than its values need");
                }

                // Modulo 2^64, of which the lower half is modulo 2^32.
                for (int end = i + count; i < end; i++)
                {
                    _value = unchecked(_value + _least + (width == 0 ? 0 : (long)_bytes.Bits(bit, width)));
                    bit += width;
                    to[i] = Shown(_value);
                }

                _inMini += count;
            }
        }

        private long Shown(long value) => _isShort ? (int)value : value;

        private void StartMini()
        {
            FinishMini();
            if (_mini == _widths.Length)
            {
                _least = _bytes.TakeZigzag();
                _bytes.Take(_widths.Length).CopyTo(_widths);
                _mini = 0;
                if (_widths.Max() > 64)
                {
                    throw new InvalidDataException("a page has differences of more than 64 bits");
                }
            }

            _inMini = 0;
        }

        /// <summary>Goes past the bits of a part; those behind the last value may be missing.</summary>
        private void FinishMini()
        {
            if (_mini < _widths.Length)
            {
                _bytes.Take(Math.Min(_bytes.Left, (long)_miniSize * _widths[_mini] / 8));
                _mini++;
            }
        }
    }

    /// <summary>All whole numbers of a page of differences, and the bytes behind them.</summary>
    private static long[] ReadAll(ref PageBytes bytes)
    {
        var differences = new DeltaBinaryPacked(bytes, isShort: true);

        // Of numbers that are all alike a page may have any number.
        if (differences.Left > TextOptions.MaximumRecord / sizeof(long))
        {
            throw new InvalidDataException("a page has too many values");
        }

        var all = new long[(int)differences.Left];
        differences.Read(all);
        bytes = differences.Rest;
        return all;
    }

    private sealed class DeltaLengthByteArray : ValueDecoder
    {
        private readonly long[] _lengths;
        private PageBytes _bytes;
        private int _next;

        internal DeltaLengthByteArray(PageBytes bytes)
        {
            _lengths = ReadAll(ref bytes);
            _bytes = bytes;
        }

        internal override bool IsAtEnd => _bytes.Left == 0;

        internal override void Read(int count, ByteValues to)
        {
            for (; count > 0; count--)
            {
                to.Add(_bytes.Take(_next < _lengths.Length ? _lengths[_next++] : -1));
            }
        }
    }

    private sealed class DeltaByteArray : ValueDecoder
    {
        private readonly long[] _prefixes;
        private readonly long[] _lengths;
        private readonly ByteValues _last = new();
        private PageBytes _bytes;
        private int _next;

        internal DeltaByteArray(PageBytes bytes)
        {
            _prefixes = ReadAll(ref bytes);
            _lengths = ReadAll(ref bytes);
            _bytes = bytes;
        }

        internal override bool IsAtEnd => _bytes.Left == 0;

        internal override void Read(int count, ByteValues to)
        {
            byte[] last = _last.Count == 0 ? [] : _last[0].ToArray();
            for (; count > 0; count--)
            {
                if (_next >= _lengths.Length || _next >= _prefixes.Length || (ulong)_prefixes[_next] > (ulong)last.Length)
                {
                    throw new InvalidDataException("a page has a value that starts as none before it");
                }

                to.Add(last.AsSpan(0, (int)_prefixes[_next]), _bytes.Take(_lengths[_next]));
                last = to[to.Count - 1].ToArray();
                _next++;
            }

            _last.Clear();
            _last.Add(last);
        }
    }

    /// <summary>The first bytes of all values, then the second ones and so on.</summary>
    private sealed class ByteStreamSplit : ValueDecoder
    {
        private readonly byte[] _value;
        private readonly int _count;
        private PageBytes _bytes;
        private int _next;

        internal ByteStreamSplit(PageBytes bytes, int width)
        {
            _bytes = bytes;
            _value = new byte[width];
            _count = bytes.Left % width == 0
                ? bytes.Left / width
                : throw new InvalidDataException("a page has part of a value");
        }

        internal override bool IsAtEnd => _next == _count;

        internal override void Read(Span<long> to)
        {
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = Load(Next());
            }
        }

        internal override void Read(int count, ByteValues to)
        {
            for (; count > 0; count--)
            {
                to.Add(Next());
            }
        }

        private ReadOnlySpan<byte> Next()
        {
            if (_next == _count)
            {
                throw new InvalidDataException("a page has fewer bytes than its values need");
            }

            for (int i = 0; i < _value.Length; i++)
            {
                _value[i] = (byte)_bytes.Bits(8L * (((long)i * _count) + _next), 8);
            }

            _next++;
            return _value;
        }
    }
}
