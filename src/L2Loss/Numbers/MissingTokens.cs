namespace L2Loss;

/// <summary>What means "missing": words in any case, and numbers by their value. As fast for many as for one.</summary>
internal sealed class MissingTokens
{
    // Sorted in any case.
    private readonly string[] _words;
    private readonly HashSet<double> _values = [];

    // Decimals are compared as such: others may be nearest to the same double.
    private readonly HashSet<decimal> _decimals = [];

    /// <param name="tokens">The words and numbers.</param>
    /// <param name="read">How text is read as a number.</param>
    internal MissingTokens(IEnumerable<string> tokens, ReadText read)
    {
        _words = [.. tokens.Select(token => token.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
        Array.Sort(_words, StringComparer.OrdinalIgnoreCase);
        foreach (string word in _words)
        {
            Add(word, read);
        }
    }

    /// <summary>Reads text as a number.</summary>
    internal delegate NumberFault ReadText(ReadOnlySpan<char> text, out Number number);

    /// <summary>The first text that is one number in the culture and another one invariantly, such as 1.000; null where none is.</summary>
    internal (string Text, double InCulture, double Invariant)? Ambiguous { get; private set; }

    /// <summary>All of them, as text.</summary>
    internal IReadOnlyList<string> Words => _words;

    /// <summary>True where some of them are numbers.</summary>
    internal bool HasNumbers => _values.Count > 0;

    /// <summary>True for one of the words.</summary>
    internal bool Contains(ReadOnlySpan<char> text)
    {
        int low = 0;
        for (int high = _words.Length - 1; low <= high;)
        {
            int middle = (low + high) >>> 1;
            int order = text.CompareTo(_words[middle].AsSpan(), StringComparison.OrdinalIgnoreCase);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return false;
    }

    /// <summary>True for one of the numbers.</summary>
    internal bool Contains(in Number number) =>
        Contains(number.Value) && (!number.IsDecimal || _decimals.Contains(number.ToDecimal()));

    /// <summary>True for the double nearest to one of the numbers.</summary>
    internal bool Contains(double value) => _values.Contains(Normal(value));

    /// <summary>Adds the number that a word is, in the culture or else as PowerShell writes numbers; none where these are two.</summary>
    private void Add(string text, ReadText read)
    {
        bool isNumber = read(text.AsSpan(), out Number number) == NumberFault.None;
        if (InvariantText.Read(text.AsSpan(), out Number invariant) == NumberFault.None)
        {
            if (isNumber && invariant.Value != number.Value)
            {
                Ambiguous ??= (text, number.Value, invariant.Value);
                return;
            }

            (isNumber, number) = (true, invariant);
        }

        if (!isNumber)
        {
            return;
        }

        _values.Add(Normal(number.Value));
        if (number.IsDecimal)
        {
            _decimals.Add(number.ToDecimal());
        }

        // A float is the number as which it is written.
        float single = (float)number.Value;
        if (InvariantText.Read(KeyText.Of(single).AsSpan(), out Number written) == NumberFault.None && written.Value == number.Value)
        {
            _values.Add(Normal(single));
        }
    }

    /// <summary>Without a negative zero, which .NET Framework tells from the other in a set.</summary>
    private static double Normal(double value) => value + 0.0;
}
