using System.Runtime.CompilerServices;

namespace L2Loss.Files;

/// <summary>The Huffman code of a compressed block (RFC 1951, 3.2), by the bits that come next.</summary>
/// <remarks>
/// Codes up to some length are looked up at once, longer ones in a second table for their last bits. Where a literal and
/// what follows it have room in the first one together, they are one entry: text is short lengths with a literal between
/// some of them, and whether one is there cannot be predicted by the processor.
/// </remarks>
internal sealed class HuffmanTable
{
    /// <summary>The length of the longest code.</summary>
    internal const int LongestCode = 15;

    private readonly HuffmanEntry[] _symbols;
    private readonly int _bits;
    private readonly bool _mayBeIncomplete;

    private HuffmanTable(int bits, int symbols, bool mayBeIncomplete, Func<int, HuffmanEntry> meaning)
    {
        _bits = bits;
        _mayBeIncomplete = mayBeIncomplete;
        _symbols = new HuffmanEntry[symbols];
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            _symbols[symbol] = meaning(symbol);
        }

        // Two longer codes or more share one of the second tables.
        Entries = new HuffmanEntry[(1 << bits) + (symbols / 2 << Math.Max(LongestCode - bits, 0))];
    }

    /// <summary>The entries for so many next bits, then those that links lead to.</summary>
    internal HuffmanEntry[] Entries { get; }

    /// <summary>For the lengths of the codes of the other two.</summary>
    internal static HuffmanTable OfCodeLengths(int bits) => new(bits, 19, mayBeIncomplete: false, HuffmanEntry.Literal);

    /// <summary>For bytes, and for lengths without the 3 that each has.</summary>
    internal static HuffmanTable OfLiteralsAndLengths(int bits) => new(bits, 288, mayBeIncomplete: true, symbol => symbol switch
    {
        < 256 => HuffmanEntry.Literal(symbol),
        256 => HuffmanEntry.EndOfBlock,
        < 265 => HuffmanEntry.Leading(symbol - 257, 0),
        < 285 => HuffmanEntry.Leading(4 + ((symbol - 257) & 3), ((symbol - 257) >> 2) - 1),
        285 => HuffmanEntry.Leading(255, 0),
        _ => HuffmanEntry.Invalid,
    });

    /// <summary>For distances without the 1 that each has.</summary>
    internal static HuffmanTable OfDistances(int bits) => new(bits, 32, mayBeIncomplete: true, symbol => symbol switch
    {
        < 4 => HuffmanEntry.Leading(symbol, 0),
        < 30 => HuffmanEntry.Leading(2 + (symbol & 1), (symbol >> 1) - 1),
        _ => HuffmanEntry.Invalid,
    });

    /// <summary>Fills the table for codes of these lengths, one for each symbol; 0 where it has none.</summary>
    /// <returns>Whether there is such a code.</returns>
    internal bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        Span<int> nextCodes = stackalloc int[LongestCode + 1];
        int longest = FirstCodes(lengths, nextCodes, out int unused);
        if (unused < 0 || (unused > 0 && !(_mayBeIncomplete && longest <= 1)))
        {
            return false;
        }

        // The codes overwrite all of it, unless one is missing or there are links, which are made when first met.
        Span<HuffmanEntry> first = Entries.AsSpan(0, 1 << _bits);
        first.Fill(HuffmanEntry.Invalid);
        int end = first.Length;
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length > 0)
            {
                Add(_symbols[symbol].WithCode(length), Reverse(nextCodes[length]++, length), length, ref end);
            }
        }

        return true;
    }

    /// <summary>Joins each literal with what comes behind it.</summary>
    internal void JoinLiterals()
    {
        // Downwards, so that what comes behind has not been joined itself.
        for (int bits = (1 << _bits) - 1; bits >= 0; bits--)
        {
            HuffmanEntry entry = Entries[bits];
            if (entry.IsLiterals)
            {
                Entries[bits] = entry.Then(Entries[bits >> entry.Bits], _bits);
            }
        }
    }

    /// <summary>The first code of each length, the length of the longest, and how many codes of 15 bits are left over.</summary>
    private static int FirstCodes(ReadOnlySpan<byte> lengths, Span<int> codes, out int unused)
    {
        Span<int> counts = stackalloc int[LongestCode + 1];
        counts.Clear();
        foreach (byte length in lengths)
        {
            counts[length]++;
        }

        (int code, int longest) = (0, 0);
        for (int length = 1; length <= LongestCode; length++)
        {
            code <<= 1;
            codes[length] = code;
            code += counts[length];
            longest = counts[length] > 0 ? length : longest;
        }

        unused = (1 << LongestCode) - code;
        return longest;
    }

    /// <summary>The first bit of a code comes first, and so is the lowest of those that come next.</summary>
    private static int Reverse(int code, int length)
    {
        int reversed = 0;
        for (int bit = 0; bit < length; bit++)
        {
            reversed = (reversed << 1) | ((code >> bit) & 1);
        }

        return reversed;
    }

    private void Add(HuffmanEntry entry, int code, int length, ref int end)
    {
        if (length <= _bits)
        {
            Repeat(entry, 0, 1 << _bits, code, length);
            return;
        }

        int rest = LongestCode - _bits;
        ref HuffmanEntry link = ref Entries[code & ((1 << _bits) - 1)];
        if (!link.IsLink)
        {
            link = HuffmanEntry.LinkTo(end);
            end += 1 << rest;
        }

        Repeat(entry, link.Target, 1 << rest, code >> _bits, length - _bits);
    }

    /// <summary>An entry for all bits that begin with a code.</summary>
    [MethodImpl(HotLoop.Options)]
    private void Repeat(HuffmanEntry entry, int start, int count, int code, int length)
    {
        for (int bits = code; bits < count; bits += 1 << length)
        {
            Entries[start + bits] = entry;
        }
    }
}
