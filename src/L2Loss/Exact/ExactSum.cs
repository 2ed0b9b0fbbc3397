using System.Numerics;
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
/// six for usual data. The top word has at least two equal bits at its top, so that a carry cannot overflow it.
/// </para>
/// </remarks>
internal struct ExactSum
{
    // What the words are multiples of: 2^(64 * first).
    private int _first;
    private ulong[]? _words;

    internal void Add(in Dyadic term)
    {
        Span<ulong> buffer = stackalloc ulong[2];
        Add(term.ToWords(buffer), term.Exponent, term.IsNegative);
    }

    /// <summary>Adds term * 2^exponent.</summary>
    internal void Add(double term, int exponent)
    {
        if (term != 0.0)
        {
            Dyadic exact = Dyadic.Of(term);
            Span<ulong> buffer = stackalloc ulong[2];
            Add(exact.ToWords(buffer), exact.Exponent + exponent, exact.IsNegative);
        }
    }

    /// <summary>Adds term * 2^exponent.</summary>
    internal void Add(DoubleDouble term, int exponent = 0)
    {
        Add(term.Hi, exponent);
        Add(term.Lo, exponent);
    }

    /// <summary>Adds magnitude * 2^exponent with its sign.</summary>
    internal void Add(ReadOnlySpan<ulong> magnitude, int exponent, bool isNegative)
    {
        if (magnitude.IsEmpty)
        {
            return;
        }

        // The shifted term has a word more than the magnitude, and the sum one more than the term.
        int first = exponent >> 6;
        int shift = exponent & 63;
        ulong[]? words = _words;
        int at = first - _first;
        if (words is null || at < 0 || at + magnitude.Length + 1 >= words.Length)
        {
            words = Widen(first, first + magnitude.Length + 2);
            at = first - _first;
        }

        // To subtract is to add the complement and one.
        ulong mask = isNegative ? ulong.MaxValue : 0UL;
        ulong carry = mask & 1;
        ulong below = 0;
        foreach (ulong word in magnitude)
        {
            carry = AddWord(ref words[at++], ((word << shift) | below) ^ mask, carry);
            below = (word >> 1) >> (63 - shift);
        }

        carry = AddWord(ref words[at++], below ^ mask, carry);
        if (carry != (mask & 1))
        {
            CarryOn(words, at, carry + mask);
        }
    }

    /// <summary>Adds x * y * 2^exponent.</summary>
    internal void AddProduct(in Dyadic x, in Dyadic y, int exponent = 0)
    {
        Span<ulong> buffer = stackalloc ulong[8];
        ReadOnlySpan<ulong> product = Words.Multiply(x.ToWords(buffer), y.ToWords(buffer[2..]), buffer[4..]);
        Add(product, x.Exponent + y.Exponent + exponent, x.IsNegative != y.IsNegative);
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
        if (words is null || at < 0 || at + terms.Length >= words.Length)
        {
            words = Widen(other._first, other._first + terms.Length + 1);
            at = other._first - _first;
        }

        ulong carry = 0;
        foreach (ulong term in terms)
        {
            carry = AddWord(ref words[at++], term, carry);
        }

        ulong sign = Sign(terms);
        if (carry != (sign & 1))
        {
            CarryOn(words, at, carry + sign);
        }
    }

    /// <summary>The sum times 10^-scale.</summary>
    internal readonly ExactNumber ToNumber(int scale = 0) => _words is null
        ? default
        : new ExactNumber(new BigInteger(MemoryMarshal.AsBytes(_words.AsSpan()).ToArray()), 64 * _first, scale);

    private static ulong AddWord(ref ulong sum, ulong word, ulong carry)
    {
        ulong first = sum + word;
        ulong second = first + carry;
        sum = second;
        return (first < word ? 1UL : 0UL) + (second < carry ? 1UL : 0UL);
    }

    /// <summary>All ones below zero, else none.</summary>
    private static ulong Sign(ulong[] words) => (ulong)((long)words[^1] >> 63);

    /// <summary>Adds 1 or -1 to the words from a place on.</summary>
    private void CarryOn(ulong[] words, int at, ulong step)
    {
        bool isUp = step == 1;
        do
        {
            words[at] += step;
        }
        while (words[at++] == (isUp ? 0 : ulong.MaxValue) && at < words.Length);

        long top = (long)words[^1];
        if ((top ^ (top << 1)) < 0)
        {
            Widen(_first, _first + words.Length + 1);
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
