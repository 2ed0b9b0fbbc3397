namespace L2Loss.Files;

/// <summary>Decompresses DEFLATE data (RFC 1951) and knows to the byte where it ends, which DeflateStream does not tell.</summary>
internal sealed class Inflater
{
    private const int Window = 1 << 15;
    private const int Size = 4 * Window;
    private const int LongestMatch = 258;
    private const string Damaged = "The compressed data is cut off or damaged.";

    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthBits =
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
        12289, 16385, 24577,
    ];

    private static readonly int[] DistanceBits =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    private static readonly int[] LengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly Stream _source;
    private readonly byte[] _input = new byte[1 << 16];
    private readonly PrefixCode _literals = new();
    private readonly PrefixCode _distances = new();
    private readonly int[] _lengths = new int[320];
    private int _inputStart;
    private int _inputEnd;
    private bool _isSourceAtEnd;
    private ulong _bits;
    private int _bitCount;
    private long _written;
    private int _stored;
    private bool _isInBlock;
    private bool _isLastBlock;

    internal Inflater(Stream source) => _source = source;

    /// <summary>Holds what was decompressed, and before it the window that later data may repeat.</summary>
    internal byte[] Output { get; } = new byte[Size];

    /// <summary>Behind the last byte of <see cref="Output"/>.</summary>
    internal int End { get; private set; }

    /// <summary>True where neither bits nor bytes are left.</summary>
    internal bool IsSourceAtEnd
    {
        get
        {
            Refill();
            return _bitCount == 0;
        }
    }

    /// <summary>Starts on data of its own, which cannot repeat what was before.</summary>
    internal void Start()
    {
        _written = 0;
        _isLastBlock = false;
    }

    /// <summary>The next byte outside of compressed data, from a byte boundary on.</summary>
    internal int ReadByte()
    {
        Take(_bitCount & 7);
        return Take(8);
    }

    /// <summary>Adds bytes to <see cref="Output"/>, all of which must have been used; false where the data has ended.</summary>
    internal bool Read(out int start)
    {
        if (End > Window)
        {
            Buffer.BlockCopy(Output, End - Window, Output, 0, Window);
            End = Window;
        }

        start = End;
        while (End == start)
        {
            if (!_isInBlock)
            {
                if (_isLastBlock)
                {
                    return false;
                }

                StartBlock();
            }

            if (_stored > 0)
            {
                CopyStored();
            }
            else if (_isInBlock)
            {
                Decode();
            }
        }

        return true;
    }

    private static Exception Damage() => new MalformedFileException(Damaged);

    private void StartBlock()
    {
        _isLastBlock = Take(1) == 1;
        switch (Take(2))
        {
            case 0:
                int length = ReadByte() | (ReadByte() << 8);
                if ((ReadByte() | (ReadByte() << 8)) != (length ^ 0xFFFF))
                {
                    throw Damage();
                }

                _stored = length;
                _isInBlock = length > 0;
                return;
            case 1:
                for (int i = 0; i < 288; i++)
                {
                    _lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
                }

                _literals.Build(_lengths.AsSpan(0, 288));
                _lengths.AsSpan(0, 30).Fill(5);
                _distances.Build(_lengths.AsSpan(0, 30));
                break;
            case 2:
                ReadCodes();
                break;
            default:
                throw Damage();
        }

        _isInBlock = true;
    }

    private void ReadCodes()
    {
        int literals = Take(5) + 257;
        int distances = Take(5) + 1;
        int count = Take(4) + 4;
        Span<int> lengths = stackalloc int[19];
        lengths.Clear();
        for (int i = 0; i < count; i++)
        {
            lengths[LengthOrder[i]] = Take(3);
        }

        _literals.Build(lengths);
        int filled = 0;
        while (filled < literals + distances)
        {
            int symbol = Decode(_literals);
            int repeated = symbol;
            int times = 1;
            if (symbol == 16)
            {
                repeated = filled > 0 ? _lengths[filled - 1] : throw Damage();
                times = 3 + Take(2);
            }
            else if (symbol > 16)
            {
                repeated = 0;
                times = symbol == 17 ? 3 + Take(3) : 11 + Take(7);
            }

            if (filled + times > literals + distances)
            {
                throw Damage();
            }

            _lengths.AsSpan(filled, times).Fill(repeated);
            filled += times;
        }

        _literals.Build(_lengths.AsSpan(0, literals));
        _distances.Build(_lengths.AsSpan(literals, distances));
    }

    private void CopyStored()
    {
        int count = Math.Min(_stored, Size - End);
        for (int i = 0; i < count; i++)
        {
            Output[End + i] = (byte)Take(8);
        }

        End += count;
        _written += count;
        _stored -= count;
        _isInBlock = _stored > 0;
    }

    /// <summary>Decodes until the block ends or another match might not fit.</summary>
    private void Decode()
    {
        byte[] output = Output;
        int start = End;
        while (End <= Size - LongestMatch)
        {
            int symbol = Decode(_literals);
            if (symbol < 256)
            {
                output[End++] = (byte)symbol;
                continue;
            }

            if (symbol == 256)
            {
                _isInBlock = false;
                break;
            }

            symbol -= 257;
            if (symbol >= LengthBase.Length)
            {
                throw Damage();
            }

            int length = LengthBase[symbol] + Take(LengthBits[symbol]);
            int code = Decode(_distances);
            if (code >= DistanceBase.Length)
            {
                throw Damage();
            }

            int distance = DistanceBase[code] + Take(DistanceBits[code]);
            if (distance > _written + (End - start))
            {
                throw Damage();
            }

            // One by one, since a match may repeat what it writes.
            for (int i = 0; i < length; i++, End++)
            {
                output[End] = output[End - distance];
            }
        }

        _written += End - start;
    }

    private int Decode(PrefixCode code)
    {
        if (_bitCount < PrefixCode.LongestLength)
        {
            Refill();
        }

        int entry = code.Find(_bits);
        int length = entry & 15;
        if (length == 0 || length > _bitCount)
        {
            throw Damage();
        }

        _bits >>= length;
        _bitCount -= length;
        return entry >> 4;
    }

    /// <summary>The next bits, at most 16.</summary>
    private int Take(int count)
    {
        if (_bitCount < count)
        {
            Refill();
            if (_bitCount < count)
            {
                throw Damage();
            }
        }

        int taken = (int)(_bits & ((1UL << count) - 1));
        _bits >>= count;
        _bitCount -= count;
        return taken;
    }

    private void Refill()
    {
        while (_bitCount <= 56)
        {
            if (_inputStart == _inputEnd)
            {
                if (_isSourceAtEnd)
                {
                    return;
                }

                _inputStart = 0;
                _inputEnd = _source.Read(_input, 0, _input.Length);
                _isSourceAtEnd = _inputEnd == 0;
                continue;
            }

            _bits |= (ulong)_input[_inputStart++] << _bitCount;
            _bitCount += 8;
        }
    }

    /// <summary>A prefix code by the lengths of its words, in a table of all bits that may follow.</summary>
    private sealed class PrefixCode
    {
        internal const int LongestLength = 15;

        private readonly int[] _entries = new int[1 << LongestLength];
        private ulong _mask;

        /// <summary>The symbol times 16, plus the length of its word; 0 where there is none.</summary>
        internal int Find(ulong bits) => _entries[(int)(bits & _mask)];

        internal void Build(ReadOnlySpan<int> lengths)
        {
            Span<int> counts = stackalloc int[LongestLength + 1];
            Span<int> next = stackalloc int[LongestLength + 1];
            counts.Clear();
            int longest = 1;
            foreach (int length in lengths)
            {
                counts[length]++;
                longest = Math.Max(longest, length);
            }

            // The first word of each length follows the last one of the length before.
            counts[0] = 0;
            int word = 0;
            for (int length = 1; length <= LongestLength; length++)
            {
                word = (word + counts[length - 1]) << 1;
                next[length] = word;
                if (word + counts[length] > 1 << length)
                {
                    throw Damage();
                }
            }

            _mask = (1UL << longest) - 1;
            Array.Clear(_entries, 0, 1 << longest);
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                int length = lengths[symbol];
                if (length > 0)
                {
                    for (int bits = Reversed(next[length]++, length); bits < 1 << longest; bits += 1 << length)
                    {
                        _entries[bits] = (symbol << 4) | length;
                    }
                }
            }
        }

        private static int Reversed(int word, int length)
        {
            int reversed = 0;
            for (int i = 0; i < length; i++)
            {
                reversed = (reversed << 1) | ((word >> i) & 1);
            }

            return reversed;
        }
    }
}
