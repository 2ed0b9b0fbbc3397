using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>What was compressed with DEFLATE (RFC 1951).</summary>
/// <remarks>
/// The inflater of .NET takes twice as long, and does not say where the data ends. This one is after libdeflate: one look
/// into a table for each length, one for each distance, and no test of how many bits there are between them.
/// </remarks>
internal sealed unsafe class Inflater(BitReader input)
{
    private const int Window = 1 << 15;
    private const int Part = 1 << 16;
    private const int ShortestLength = 3;
    private const int ShortestDistance = 1;

    // The longest length, a literal, and eight bytes that are written at once.
    private const int Slack = 512;
    private const int Full = Window + Part;

    private const int LiteralBits = 10;
    private const int DistanceBits = 9;
    private const int CodeLengthBits = 7;
    private const int MostLiterals = 286;
    private const int MostDistances = 30;
    private const int EndOfBlock = 256;

    private readonly HuffmanTable _codeLengths = HuffmanTable.OfCodeLengths(CodeLengthBits);
    private readonly HuffmanTable _literals = HuffmanTable.OfLiteralsAndLengths(LiteralBits);
    private readonly HuffmanTable _distances = HuffmanTable.OfDistances(DistanceBits);
    private readonly byte[] _output = new byte[Full + Slack];
    private int _end;
    private int _stored;
    private bool _isLastBlock;
    private State _state = State.Finished;

    private enum State
    {
        Header,
        Stored,
        Codes,
        Finished,
        Damaged,
    }

    /// <summary>The order in which the lengths of the codes for code lengths are stored.</summary>
    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Begins with what the input has next.</summary>
    internal void Start()
    {
        _state = State.Header;
        _isLastBlock = false;
        _end = 0;
    }

    /// <summary>The next bytes, valid until the next call; none at the end, where the input is at what follows.</summary>
    /// <exception cref="MalformedFileException">The data breaks off or is damaged, after all that came before.</exception>
    internal ArraySegment<byte> Next()
    {
        if (_end >= Full)
        {
            Buffer.BlockCopy(_output, _end - Window, _output, 0, Window);
            _end = Window;
        }

        int start = _end;
        try
        {
            while (_end < Full && _state < State.Finished)
            {
                _state = _state switch
                {
                    State.Header => _isLastBlock ? State.Finished : StartBlock(),
                    State.Stored => CopyStored(),
                    _ => Decode(),
                };
            }
        }
        catch (MalformedFileException) when (_end > start)
        {
            _state = State.Damaged;
        }

        return _end > start || _state == State.Finished
            ? new ArraySegment<byte>(_output, start, _end - start)
            : throw MalformedFileException.Damaged();
    }

    private State StartBlock()
    {
        _isLastBlock = input.Take(1) != 0;
        return input.Take(2) switch
        {
            0 => StartStored(),
            1 => StartFixed(),
            2 => StartDynamic(),
            _ => State.Damaged,
        };
    }

    private State StartStored()
    {
        input.Align();
        _stored = input.Take(16);
        bool isSame = input.Take(16) == (ushort)~_stored;
        input.Align();
        return isSame ? State.Stored : State.Damaged;
    }

    private State CopyStored()
    {
        ReadOnlySpan<byte> bytes = input.TakeBytes(Math.Min(_stored, _output.Length - _end));
        bytes.CopyTo(_output.AsSpan(_end));
        _end += bytes.Length;
        _stored -= bytes.Length;
        return _stored == 0 ? State.Header : bytes.IsEmpty ? State.Damaged : State.Stored;
    }

    private State StartFixed()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths.Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        Span<byte> distances = stackalloc byte[32];
        distances.Fill(5);
        return StartCodes(lengths, distances);
    }

    private State StartDynamic()
    {
        int literals = input.Take(5) + 257;
        int distances = input.Take(5) + 1;
        int codeLengths = input.Take(4) + 4;
        Span<byte> lengths = stackalloc byte[MostLiterals + MostDistances];
        lengths.Clear();
        foreach (byte symbol in LengthOrder[..codeLengths])
        {
            lengths[symbol] = (byte)input.Take(3);
        }

        return literals <= MostLiterals && distances <= MostDistances
            && _codeLengths.TryBuild(lengths[..LengthOrder.Length])
            && TryReadLengths(lengths[..(literals + distances)])
            && lengths[EndOfBlock] > 0
                ? StartCodes(lengths[..literals], lengths[literals..(literals + distances)])
                : State.Damaged;
    }

    private bool TryReadLengths(Span<byte> lengths)
    {
        for (int i = 0; i < lengths.Length;)
        {
            input.Refill();
            HuffmanEntry entry = _codeLengths.Entries[(int)input.Bits & ((1 << CodeLengthBits) - 1)];
            input.Skip(entry.Bits);
            byte length = entry.FirstLiteral;
            int count = length switch
            {
                <= HuffmanTable.LongestCode => 1,
                16 => 3 + input.Take(2),
                17 => 3 + input.Take(3),
                _ => 11 + input.Take(7),
            };
            if (count > lengths.Length - i || (length == 16 && i == 0))
            {
                return false;
            }

            lengths.Slice(i, count).Fill(length == 16 ? lengths[i - 1] : length > 16 ? (byte)0 : length);
            i += count;
        }

        return true;
    }

    private State StartCodes(ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        if (!_literals.TryBuild(literals) || !_distances.TryBuild(distances))
        {
            return State.Damaged;
        }

        _literals.JoinLiterals();
        return State.Codes;
    }

    private State Decode()
    {
        if (input.Next > input.Last)
        {
            input.Fill();
        }

        int end = _end;
        State state = DecodeWhatIsThere();
        if (!input.IsPastEnd)
        {
            return state;
        }

        _end = end;
        return State.Damaged;
    }

    /// <summary>Decodes until the block ends, the output is full or more input is needed; at the end of the input just one entry.</summary>
    [MethodImpl(HotLoop.Options)]
    private State DecodeWhatIsThere()
    {
        State state = State.Codes;
        fixed (byte* bytes = input.Bytes, output = _output)
        fixed (HuffmanEntry* literals = _literals.Entries, distances = _distances.Entries)
        {
            byte* to = output + _end;
            byte* full = output + (input.IsAtEnd ? _end + 1 : Full);
            byte* next = bytes + input.Next;
            byte* last = bytes + input.Last;
            ulong bits = input.Bits;
            int count = input.Count;
            while (to < full && next <= last)
            {
                // 56 bits: more than a length of 15 + 5 and a distance of 15 + 13 take.
                bits |= BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(next, sizeof(ulong))) << count;
                next += (63 - count) >> 3;
                count |= BitReader.LeastBits;

                HuffmanEntry entry = literals[bits & ((1 << LiteralBits) - 1)];
                if (entry.IsLink)
                {
                    entry = literals[entry.Target + (int)((bits >> LiteralBits) & ((1 << (HuffmanTable.LongestCode - LiteralBits)) - 1))];
                }

                // Two are written always: what is too much is overwritten.
                to[0] = entry.FirstLiteral;
                to[1] = entry.SecondLiteral;
                to += entry.Literals;
                ulong code = bits;
                bits >>= entry.Bits;
                count -= entry.Bits;
                if (!entry.IsNumber)
                {
                    if (entry.IsLiterals)
                    {
                        continue;
                    }

                    state = entry.IsEnd ? State.Header : State.Damaged;
                    break;
                }

                int length = ShortestLength + entry.NumberIn(code);
                entry = distances[bits & ((1 << DistanceBits) - 1)];
                if (entry.IsLink)
                {
                    entry = distances[entry.Target + (int)((bits >> DistanceBits) & ((1 << (HuffmanTable.LongestCode - DistanceBits)) - 1))];
                }

                int distance = ShortestDistance + entry.NumberIn(bits);
                bits >>= entry.Bits;
                count -= entry.Bits;
                if (!entry.IsNumber || distance > to - output)
                {
                    state = State.Damaged;
                    break;
                }

                Copy(to, distance, length);
                to += length;
            }

            _end = (int)(to - output);
            input.Next = (int)(next - bytes);
            input.Bits = bits & ((1UL << count) - 1);
            input.Count = count;
        }

        return state;
    }

    /// <summary>Repeats what is so far back, and up to seven bytes more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* to, int distance, int length)
    {
        byte* from = to - distance;
        if (distance >= sizeof(ulong))
        {
            Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<ulong>(from));
            for (int i = sizeof(ulong); i < length; i += sizeof(ulong))
            {
                Unsafe.WriteUnaligned(to + i, Unsafe.ReadUnaligned<ulong>(from + i));
            }

            return;
        }

        for (int i = 0; i < length; i++)
        {
            to[i] = from[i];
        }
    }
}
