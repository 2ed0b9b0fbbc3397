using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// Reads a value of any type as a number, without a silent coercion: what is not plainly a number is a fault with a
/// reason.
/// </summary>
internal sealed class NumberReader
{
    /// <summary>The words that mean "missing" unless others are given; blank text always does.</summary>
    public static readonly IReadOnlyList<string> DefaultMissingTokens = ["NA", "N/A", "NaN", "NULL"];

    private readonly MissingTokens _missing;
    private readonly CultureText? _culture;

    /// <summary>A reader of invariant text with the default words for "missing".</summary>
    public NumberReader()
        : this(CultureInfo.InvariantCulture, DefaultMissingTokens)
    {
    }

    /// <summary>A reader of text in one culture.</summary>
    /// <param name="culture">How numbers are written.</param>
    /// <param name="missingTokens">Words that mean "missing", in any case.</param>
    public NumberReader(CultureInfo culture, IEnumerable<string> missingTokens)
    {
        ArgumentNullException.ThrowIfNull(culture);
        ArgumentNullException.ThrowIfNull(missingTokens);
        _culture = culture.Equals(CultureInfo.InvariantCulture) ? null : new CultureText(culture);
        _missing = new MissingTokens(missingTokens, ReadText);
    }

    /// <summary>True when a decimal of plain digits always means itself: invariant text, no such word for "missing".</summary>
    internal bool IsPlain => _culture is null && !HasMissingNumbers;

    /// <summary>True where text is read invariantly.</summary>
    internal bool IsInvariant => _culture is null;

    /// <summary>True where some number means "missing", such as -999.</summary>
    internal bool HasMissingNumbers => _missing.HasNumbers;

    /// <inheritdoc cref="MissingTokens.Ambiguous"/>
    internal (string Text, double InCulture, double Invariant)? AmbiguousToken => _missing.Ambiguous;

    /// <summary>What means "missing", as text.</summary>
    internal IReadOnlyList<string> MissingWords => _missing.Words;

    /// <summary>Reads text; white space around it does not matter.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, when the result is <see cref="NumberFault.None"/>.</param>
    public NumberFault Read(ReadOnlySpan<char> text, out Number number)
    {
        text = text.Trim();
        if (text.IsEmpty)
        {
            number = default;
            return NumberFault.Missing;
        }

        NumberFault fault = ReadText(text, out number);
        return fault == NumberFault.None ? Check(ref number) : _missing.Contains(text) ? NumberFault.Missing : fault;
    }

    /// <summary>Reads a value of any type.</summary>
    /// <param name="value">Text, a number, null or anything else.</param>
    /// <param name="number">The number, when the result is <see cref="NumberFault.None"/>.</param>
    public NumberFault Read(object? value, out Number number)
    {
        if (value is string text)
        {
            return Read(text.AsSpan(), out number);
        }

        NumberFault fault = ReadValue(value, out number);
        return fault == NumberFault.None ? Check(ref number) : fault;
    }

    /// <summary>True for a number that means "missing", whatever its type and however it is written.</summary>
    internal bool IsMissing(in Number number) => _missing.Contains(number);

    /// <summary>Copies doubles; those that mean "missing" become NaN.</summary>
    internal void CopyMarked(ReadOnlySpan<double> values, Span<double> target)
    {
        for (int i = 0; i < values.Length; i++)
        {
            target[i] = _missing.Contains(values[i]) ? double.NaN : values[i];
        }
    }

    private static NumberFault ReadValue(object? value, out Number number)
    {
        number = default;
        switch (value)
        {
            case double x:
                return ReadDouble(x, out number);
            case null or DBNull:
                return NumberFault.Missing;
            case Enum:
                return NumberFault.NotNumeric;
            case int x:
                number = Number.FromMantissa(x, 0);
                return NumberFault.None;
            case long x:
                number = Number.FromMantissa(x, 0);
                return NumberFault.None;
            case decimal x:
                number = Number.FromDecimal(x);
                return NumberFault.None;
            case float x:
                return ReadDouble(x, out number);
            case byte or sbyte or short or ushort or uint:
                number = Number.FromMantissa(Convert.ToInt64(value, CultureInfo.InvariantCulture), 0);
                return NumberFault.None;
            case ulong x:
                number = Number.FromDecimal(x);
                return NumberFault.None;
            case nint x:
                number = Number.FromMantissa(x, 0);
                return NumberFault.None;
            case nuint x:
                number = Number.FromDecimal(x);
                return NumberFault.None;
            case BigInteger x:
                return ReadWhole(x, out number);
            default:
                return ReadLaterType(value, out number);
        }
    }

    /// <summary>Reads the numbers that came with .NET 5 to 7: .NET Standard runs there, but cannot name them. Their text says all.</summary>
    private static NumberFault ReadLaterType(object value, out Number number)
    {
        number = default;
        Type type = value.GetType();
        if (type.Assembly != typeof(object).Assembly || value is not IFormattable formattable)
        {
            return NumberFault.NotNumeric;
        }

        switch (type.FullName)
        {
            case "System.Half":
                // Of seventeen digits the nearest double is the very number.
                string text = formattable.ToString("G17", CultureInfo.InvariantCulture);
                return ReadDouble(
                    DoubleText.TryRead(text.AsSpan(), out double x) ? x
                    : text == "NaN" ? double.NaN
                    : double.PositiveInfinity,
                    out number);
            case "System.Int128" or "System.UInt128":
                return ReadWhole(
                    BigInteger.Parse(formattable.ToString("D", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
                    out number);
            default:
                return NumberFault.NotNumeric;
        }
    }

    /// <summary>Reads a binary number.</summary>
    internal static NumberFault ReadDouble(double value, out Number number)
    {
        number = default;
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? NumberFault.Missing : NumberFault.NotFinite;
        }

        number = Number.Binary(value);
        return NumberFault.None;
    }

    private static NumberFault ReadWhole(BigInteger value, out Number number)
    {
        if (BigInteger.Abs(value) <= (BigInteger)decimal.MaxValue)
        {
            number = Number.FromDecimal((decimal)value);
            return NumberFault.None;
        }

        return ReadDouble(ExactRatio.ToDouble(value, BigInteger.One), out number);
    }

    private NumberFault ReadText(ReadOnlySpan<char> text, out Number number) =>
        _culture is null ? InvariantText.Read(text, out number) : _culture.Read(text, out number);

    private NumberFault Check(ref Number number)
    {
        if (!HasMissingNumbers || !_missing.Contains(number))
        {
            return NumberFault.None;
        }

        number = default;
        return NumberFault.Missing;
    }
}
