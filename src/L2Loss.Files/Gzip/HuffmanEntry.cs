namespace L2Loss.Files;

/// <summary>What the next bits of a compressed block mean, in 32 bits.</summary>
/// <remarks>
/// From the lowest bit: 6 for how many bits it takes, extra ones included; 2 for how many literals it gives; two literals of
/// 8; 4 for how many extra bits there are; 4 that say what else it is. A length or a distance of RFC 1951 is a few leading
/// bits, known from its code, and the extra ones behind them; the leading bits stand in the place of the second literal.
/// </remarks>
internal readonly struct HuffmanEntry
{
    private const int LiteralCount = 6;
    private const int First = 8;
    private const int Second = 16;
    private const int ExtraCount = 24;
    private const uint Number = 1u << 31;
    private const uint Link = 1u << 30;
    private const uint End = 1u << 29;
    private const uint Wrong = 1u << 28;

    private readonly uint _value;

    private HuffmanEntry(uint value) => _value = value;

    /// <summary>Bits that have no meaning.</summary>
    internal static HuffmanEntry Invalid => new(Wrong);

    /// <summary>The end of a block.</summary>
    internal static HuffmanEntry EndOfBlock => new(End);

    /// <summary>Whether it is just literals.</summary>
    internal bool IsLiterals => _value < Wrong;

    /// <summary>Whether it is a length or a distance, after one literal or none.</summary>
    internal bool IsNumber => (int)_value < 0;

    /// <summary>Whether more bits are needed, and looked up elsewhere.</summary>
    internal bool IsLink => (_value & Link) != 0;

    /// <summary>Whether it is the end of a block.</summary>
    internal bool IsEnd => (_value & End) != 0;

    /// <summary>How many bits it takes, extra ones included.</summary>
    internal int Bits => (int)_value & 63;

    /// <summary>How many literals it gives, 0 to 2.</summary>
    internal int Literals => (int)(_value >> LiteralCount) & 3;

    /// <summary>The first literal; anything, if there is none.</summary>
    internal byte FirstLiteral => (byte)(_value >> First);

    /// <summary>The second literal; anything, if there is none.</summary>
    internal byte SecondLiteral => (byte)(_value >> Second);

    /// <summary>Where the entries begin that a link leads to.</summary>
    internal int Target => (int)(_value >> First) & 0xFFFF;

    private int Extra => (int)(_value >> ExtraCount) & 15;

    /// <summary>One byte.</summary>
    internal static HuffmanEntry Literal(int value) => new(((uint)value << First) | (1 << LiteralCount));

    /// <summary>A number of which the leading bits are known, and so many come behind the code.</summary>
    internal static HuffmanEntry Leading(int bits, int extra) =>
        new(Number | ((uint)extra << ExtraCount) | ((uint)bits << Second) | (uint)extra);

    /// <summary>A link to entries for longer codes.</summary>
    internal static HuffmanEntry LinkTo(int target) => new(Link | ((uint)target << First));

    /// <summary>The same with a code of so many bits.</summary>
    internal HuffmanEntry WithCode(int bits) => new(_value + (uint)bits);

    /// <summary>A literal and what comes behind it in one, if their codes have room in so many bits; otherwise the literal.</summary>
    internal HuffmanEntry Then(HuffmanEntry next, int room)
    {
        bool isPair = next.IsLiterals && next.Literals == 1;
        if (Bits + next.Bits - next.Extra > room || !(isPair || next.IsNumber))
        {
            return this;
        }

        uint value = (next._value & ~(uint)(0xFF << First)) + ((uint)FirstLiteral << First) + (1 << LiteralCount) + (uint)Bits;
        return new(isPair ? value | ((uint)next.FirstLiteral << Second) : value);
    }

    /// <summary>The number, from the bits that began with its code.</summary>
    internal int NumberIn(ulong bits) =>
        (SecondLiteral << Extra) + ((int)(bits >> (Bits - Extra)) & ((1 << Extra) - 1));
}
