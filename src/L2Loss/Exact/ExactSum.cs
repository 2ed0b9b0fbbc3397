using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace L2Loss;

/// <summary>
/// A running sum of whole numbers times powers of two from which nothing is ever rounded away, so that it depends on its
/// terms alone and not on their order.
/// </summary>
/// <remarks>
/// <para>
/// The sum is one long fixed-point number (Kulisch, "Very fast and exact accumulation of products", Computing 91, 2011;
/// Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571, 2015), here in two's complement.
/// A term touches the words that it has bits in; a carry beyond them is rare and soon ends.
/// </para>
/// <para>
/// Of the range of all doubles and their powers only the words from the lowest to the highest bit met are kept: three to
/// six for usual data. The two bits at the top are always equal, so that no addition can overflow.
/// </para>
/// </remarks>
internal struct ExactSum
{
    // So many bits of the top word a term may use.
    private const int TopBits = 61;

    // What the words are multiples of: 2^(64 * first).
    private int _first;
    private ulong[]? _words;

    /// <summary>Adds a finite double.</summary>
    internal void Add(double term)
    {
        Dyadic exact = Dyadic.Of(term);
        Add(exact.High, exact.Low, exact.Exponent, exact.IsNegative);
    }

    /// <summary>Adds both parts of a number.</summary>
    internal void Add(DoubleDouble term)
    {
        Add(term.Hi);
        Add(term.Lo);
    }

    /// <summary>Adds magnitude * 2^exponent with its sign.</summary>
    internal void Add(ReadOnlySpan<ulong> magnitude, int exponent, bool isNegative)
    {
        switch (magnitude.Length)
        {
            case 0:
                break;
            case 1:
                Add(0, magnitude[0], exponent, isNegative);
                break;
            case 2:
                Add(magnitude[1], magnitude[0], exponent, isNegative);
                break;
            default:
                AddAny(magnitude, exponent, isNegative);
                break;
        }
    }

    /// <summary>Adds (high * 2^64 + low) * 2^exponent with its sign: most terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(ulong high, ulong low, int exponent, bool isNegative = false)
    {
        if (high != 0)
        {
            AddTwo(high, low, exponent, isNegative);
        }
        else if (low != 0)
        {
            AddOne(low, exponent, isNegative);
        }
    }

    /// <summary>Adds x * y * 2^exponent.</summary>
    internal void AddProduct(ulong x, ulong y, int exponent)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        Add(high, low, exponent);
    }

    /// <summary>Adds (high * 2^64 + low)^2 * 2^exponent.</summary>
    internal void AddSquare(ulong high, ulong low, int exponent)
    {
        AddProduct(low, low, exponent);
        if (high != 0)
        {
            AddProduct(high, low, exponent + 65);
            AddProduct(high, high, exponent + 128);
        }
    }

    /// <summary>As <see cref="AddAny"/>, of one word: most terms.</summary>
    private void AddOne(ulong low, int exponent, bool isNegative)
    {
        ulong[]? words = _words;
        int at = (exponent >> 6) - _first;
        int shift = exponent & 63;
        ulong above = (low >> 1) >> (63 - shift);
        if (words is null || at < 0 || at + 2 > words.Length || above >> TopBits != 0)
        {
            AddFirst(0, low, exponent, isNegative);
            return;
        }

        ulong mask = isNegative ? ulong.MaxValue : 0UL;
        ref ulong word = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), at);
        ulong carry = AddWord(ref word, (low << shift) ^ mask, mask & 1);
        carry = AddWord(ref Unsafe.Add(ref word, 1), above ^ mask, carry);
        CarryOn(words, at + 2, carry + mask);
    }

    /// <summary>As <see cref="AddAny"/>, of two words.</summary>
    private void AddTwo(ulong high, ulong low, int exponent, bool isNegative)
    {
        ulong[]? words = _words;
        int at = (exponent >> 6) - _first;
        int shift = exponent & 63;
        ulong above = (high >> 1) >> (63 - shift);
        if (words is null || at < 0 || at + 3 > words.Length || above >> TopBits != 0)
        {
            AddFirst(high, low, exponent, isNegative);
            return;
        }

        ulong mask = isNegative ? ulong.MaxValue : 0UL;
        ref ulong word = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), at);
        ulong carry = AddWord(ref word, (low << shift) ^ mask, mask & 1);
        carry = AddWord(ref Unsafe.Add(ref word, 1), ((high << shift) | ((low >> 1) >> (63 - shift))) ^ mask, carry);
        carry = AddWord(ref Unsafe.Add(ref word, 2), above ^ mask, carry);
        CarryOn(words, at + 3, carry + mask);
    }

    /// <summary>Adds x * y * 2^exponent.</summary>
    internal void AddProduct(in Dyadic x, in Dyadic y, int exponent = 0)
    {
        Span<ulong> buffer = stackalloc ulong[8];
        ReadOnlySpan<ulong> product = Words.Multiply(x.ToWords(buffer), y.ToWords(buffer[2..]), buffer[4..]);
        Add(product, x.Exponent + y.Exponent + exponent, x.IsNegative != y.IsNegative);
    }

    /// <summary>Adds x^2 * y.</summary>
    internal void AddSquareProduct(in Dyadic x, in Dyadic y)
    {
        Span<ulong> buffer = stackalloc ulong[14];
        ReadOnlySpan<ulong> root = x.ToWords(buffer);
        ReadOnlySpan<ulong> square = Words.Multiply(root, root, buffer[2..]);
        ReadOnlySpan<ulong> product = Words.Multiply(square, y.ToWords(buffer[6..]), buffer[8..]);
        Add(product, (2 * x.Exponent) + y.Exponent, y.IsNegative);
    }

    /// <summary>Adds term * 10^scale, a whole number times a power of two.</summary>
    internal void Add(in ExactNumber term, int scale)
    {
        // 10^n = 5^n * 2^n
        int places = scale - term.Scale;
        BigInteger digits = term.Digits.ToBigInteger() * BigInteger.Pow(5, places);
        byte[] bytes = BigInteger.Abs(digits).ToByteArray();
        Span<ulong> words = new ulong[(bytes.Length + 7) / 8];
        bytes.CopyTo(MemoryMarshal.AsBytes(words));
        Add(words, term.Exponent + places, digits.Sign < 0);
    }

    /// <summary>Adds another sum.</summary>
    internal void Add(in ExactSum other)
    {
        if (other._words is not ulong[] terms)
        {
            return;
        }

        int at = other._first - _first;
        ulong[]? words = _words;
        if (words is null || at < 0 || at + terms.Length > words.Length)
        {
            words = Widen(other._first, other._first + terms.Length);
            at = other._first - _first;
        }

        ulong carry = 0;
        foreach (ulong term in terms)
        {
            carry = AddWord(ref words[at++], term, carry);
        }

        CarryOn(words, at, carry + Sign(terms));
    }

    /// <summary>The sum times 10^-scale.</summary>
    internal readonly ExactNumber ToNumber(int scale = 0) => _words is null
        ? default
        : new ExactNumber(new BigInteger(MemoryMarshal.AsBytes(_words.AsSpan()).ToArray()), 64 * _first, scale);

    /// <summary>
    /// A sum that is not negative to 100 bits; false where it may be too far from 1 for that.
    /// </summary>
    internal readonly bool TryToDoubleDouble(out DoubleDouble value)
    {
        const int FarWords = 7;
        value = default;
        ulong[] words = _words ?? [];
        if (_first < -FarWords || _first + words.Length > FarWords)
        {
            return words.Length == 0;
        }

        for (int i = words.Length - 1; i >= 0; i--)
        {
            double unit = Math.ScaleB(1.0, 64 * (_first + i));
            value += new DoubleDouble((words[i] >> 32) * 4294967296.0 * unit);
            value += new DoubleDouble((uint)words[i] * unit);
        }

        return true;
    }

    /// <summary>Adds a term for which there are not enough words yet.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddFirst(ulong high, ulong low, int exponent, bool isNegative)
    {
        ReadOnlySpan<ulong> words = [low, high];
        AddAny(high == 0 ? words[..1] : words, exponent, isNegative);
    }

    /// <summary>Adds a term of any length.</summary>
    private void AddAny(ReadOnlySpan<ulong> magnitude, int exponent, bool isNegative)
    {
        int first = exponent >> 6;
        int shift = exponent & 63;
        int length = magnitude.Length;
        ulong above = (magnitude[length - 1] >> 1) >> (63 - shift);
        int end = first + length + (above >> TopBits == 0 ? 1 : 2);
        ulong[]? words = _words;
        if (words is null || first < _first || end - _first > words.Length)
        {
            words = Widen(first, end);
        }

        // To subtract is to add the complement and one.
        int at = first - _first;
        ulong mask = isNegative ? ulong.MaxValue : 0UL;
        ulong carry = mask & 1;
        ulong below = 0;
        foreach (ulong word in magnitude)
        {
            carry = AddWord(ref words[at++], ((word << shift) | below) ^ mask, carry);
            below = (word >> 1) >> (63 - shift);
        }

        carry = AddWord(ref words[at++], above ^ mask, carry);
        CarryOn(words, at, carry + mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWord(ref ulong sum, ulong word, ulong carry)
    {
        ulong first = sum + word;
        ulong second = first + carry;
        sum = second;
        return (first < word ? 1UL : 0UL) + (second < carry ? 1UL : 0UL);
    }

    /// <summary>All ones below zero, else none.</summary>
    private static ulong Sign(ulong[] words) => (ulong)((long)words[^1] >> 63);

    /// <summary>Adds 1, -1 or 0 to the words from a place on, and looks at the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CarryOn(ulong[] words, int at, ulong step)
    {
        if (step != 0)
        {
            Carry(words, at, step);
        }

        long top = (long)words[^1];
        if ((top ^ (top << 1)) < 0)
        {
            Widen(_first, _first + words.Length + 1);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Carry(ulong[] words, int at, ulong step)
    {
        ulong last = step == 1 ? 0 : ulong.MaxValue;
        while (at < words.Length && (words[at++] += step) == last)
        {
        }
    }

    /// <summary>Makes room for the words of a range beside those that there are.</summary>
    private ulong[] Widen(int first, int end)
    {
        if (_words is not ulong[] old)
        {
            _first = first;
            return _words = new ulong[end - first];
        }

        int newFirst = Math.Min(first, _first);
        var words = new ulong[Math.Max(end, _first + old.Length) - newFirst];
        int at = _first - newFirst;
        old.CopyTo(words, at);
        words.AsSpan(at + old.Length).Fill(Sign(old));
        (_first, _words) = (newFirst, words);
        return words;
    }
}
