using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// The sums behind a summary as one line of text, without a bit lost: what a summary that travelled as CLIXML, JSON or
/// CSV needs to be merged as if it had stayed.
/// </summary>
/// <remarks>
/// The format is a name with a version and then, separated by blanks: the counts of records left out (missing, not
/// numeric, not finite, invalid weight), the worst record (index, key, square, loss, largest difference), the decimal sums (count
/// and six whole numbers of 10^-28, 10^-56 and 10^-112) and the binary sums (count and nine numbers). Everything is in
/// invariant text. A whole number may end in <c>e</c> and the number of its zeros, a binary sum is <c>digits:b:d</c> for
/// digits * 2^b * 10^-d in lowest terms (or <c>digits:b</c> or <c>digits</c>, where the others are 0), and the square is
/// <c>hi:lo:exponent</c>. Where keys had no partner or were there twice the version is 2, and the counts of those (unmatched
/// actual, unmatched predicted, duplicate) follow the others.
/// </remarks>
internal static class MergeState
{
    private const string Version = "L2Loss/1";
    private const string VersionWithKeys = "L2Loss/2";

    // More records than anybody has; a few such counts together do not overflow.
    private const long MaximumCount = 1L << 60;

    // w^2 * r^4 of doubles and of decimals stay well within.
    private const int MaximumExponent = 10_000;
    private const int MaximumPlaces = 6 * DecimalTotals.MaximumScale;

    internal static string Write(in LeftOutCounts counts, in WorstRecord worst, in DecimalTotals totals, in ExactTotals binaries)
    {
        DecimalTotals decimals = totals.AtMaximumScale();
        string[] keys = counts.HasKeys
            ? [Text(counts.UnmatchedActual), Text(counts.UnmatchedPredicted), Text(counts.DuplicateKeys)]
            : [];
        string[] parts =
        [
            counts.HasKeys ? VersionWithKeys : Version,
            Text(counts.Missing), Text(counts.NotNumeric), Text(counts.NotFinite), Text(counts.InvalidWeight), .. keys,
            Text(worst.Index), Text(worst.Key), Text(worst.Square), Text(worst.Loss), Text(worst.MaxError),
            Text(decimals.Count),
            Text(decimals.Residuals), Text(decimals.Absolutes), Text(decimals.Squares), Text(decimals.SquaredLosses),
            Text(decimals.Actuals), Text(decimals.SquaredActuals),
            Text(binaries.Count),
            Text(binaries.Weights), Text(binaries.SquaredWeights),
            Text(binaries.Residuals), Text(binaries.Absolutes), Text(binaries.Squares),
            Text(binaries.TwiceWeightedSquares), Text(binaries.SquaredLosses),
            Text(binaries.Actuals), Text(binaries.SquaredActuals),
        ];
        return string.Join(' ', parts);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; false for anything else.</summary>
    internal static bool TryRead(
        string text, out LeftOutCounts counts, out WorstRecord worst, out DecimalTotals decimals, out ExactTotals binaries)
    {
        counts = default;
        worst = default;
        decimals = new DecimalTotals { Scale = DecimalTotals.MaximumScale };
        binaries = default;
        var reader = new Reader(text.Split(' '));
        string? version = reader.Take();
        return version is Version or VersionWithKeys
            && reader.TryTake(out counts.Missing) && reader.TryTake(out counts.NotNumeric)
            && reader.TryTake(out counts.NotFinite) && reader.TryTake(out counts.InvalidWeight)
            && (version == Version
                || (reader.TryTake(out counts.UnmatchedActual) && reader.TryTake(out counts.UnmatchedPredicted)
                    && reader.TryTake(out counts.DuplicateKeys)))
            && reader.TryTakeIndex(out worst.Index) && reader.TryTake(out worst.Key) && reader.TryTake(out worst.Square)
            && reader.TryTake(out worst.Loss) && reader.TryTake(out worst.MaxError)
            && reader.TryTake(out decimals.Count)
            && reader.TryTake(out decimals.Residuals) && reader.TryTake(out decimals.Absolutes)
            && reader.TryTake(out decimals.Squares) && reader.TryTake(out decimals.SquaredLosses)
            && reader.TryTake(out decimals.Actuals) && reader.TryTake(out decimals.SquaredActuals)
            && reader.TryTake(out binaries.Count)
            && reader.TryTake(out binaries.Weights) && reader.TryTake(out binaries.SquaredWeights)
            && reader.TryTake(out binaries.Residuals) && reader.TryTake(out binaries.Absolutes)
            && reader.TryTake(out binaries.Squares) && reader.TryTake(out binaries.TwiceWeightedSquares)
            && reader.TryTake(out binaries.SquaredLosses)
            && reader.TryTake(out binaries.Actuals) && reader.TryTake(out binaries.SquaredActuals)
            && reader.IsAtEnd
            && counts.IsPossible && worst.IsPossible
            && decimals.IsPossible && binaries.IsPossible;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => DoubleText.Write(value);

    private static string Text(WideSum value) =>
        value.IsZero ? "0" : $"{Text(value.Significand.Hi)}:{Text(value.Significand.Lo)}:{Text(value.Exponent)}";

    private static string Text(in ExactNumber value)
    {
        ExactNumber reduced = value.Reduced;
        string digits = reduced.Digits.ToString("R", CultureInfo.InvariantCulture);
        return reduced.Scale != 0 ? $"{digits}:{Text(reduced.Exponent)}:{Text(reduced.Scale)}"
            : reduced.Exponent != 0 ? $"{digits}:{Text(reduced.Exponent)}"
            : digits;
    }

    /// <summary>Sums of short decimals end in many zeros; those are counted instead of written.</summary>
    private static string Text(BigInteger value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        string significant = digits.TrimEnd('0');
        int zeros = digits.Length - significant.Length;
        return value.IsZero ? "0" : zeros < 3 ? digits : $"{significant}e{Text(zeros)}";
    }

    private sealed class Reader(string[] parts)
    {
        private int _next;

        internal bool IsAtEnd => _next == parts.Length;

        internal string? Take() => _next < parts.Length ? parts[_next++] : null;

        internal bool TryTake(out long value) =>
            long.TryParse(Take(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= MaximumCount;

        internal bool TryTakeIndex(out long value)
        {
            bool isUnknown = _next < parts.Length && parts[_next] == Text(WorstRecord.UnknownIndex);
            value = WorstRecord.UnknownIndex;
            return isUnknown ? ++_next > 0 : TryTake(out value);
        }

        internal bool TryTake(out double value) => TryParse(Take(), out value);

        internal bool TryTake(out BigInteger value)
        {
            string[] halves = (Take() ?? string.Empty).Split('e');
            int zeros = 0;
            if (!BigInteger.TryParse(halves[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                || (halves.Length == 2
                    && !int.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out zeros))
                || halves.Length > 2 || zeros > 10_000)
            {
                return false;
            }

            value *= PowersOfTen.Big(zeros);
            return true;
        }

        internal bool TryTake(out WideSum value)
        {
            value = default;
            string? text = Take();
            if (text == "0")
            {
                return true;
            }

            string[] parts = (text ?? string.Empty).Split(':');
            if (parts.Length != 3 || !TryParse(parts[0], out double hi) || !TryParse(parts[1], out double lo)
                || !TryParse(parts[2], NumberStyles.AllowLeadingSign, out int exponent)
                || !double.IsFinite(hi) || hi + lo != hi || exponent is > MaximumExponent or < -MaximumExponent)
            {
                return false;
            }

            value = new WideSum(new DoubleDouble(hi, lo), exponent);
            return true;
        }

        internal bool TryTake(out ExactNumber value)
        {
            string[] parts = (Take() ?? string.Empty).Split(':');
            (BigInteger digits, int exponent, int scale) = (default, 0, 0);
            bool isNumber = parts.Length <= 3
                && BigInteger.TryParse(
                    parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out digits)
                && (parts.Length < 2 || TryParse(parts[1], NumberStyles.AllowLeadingSign, out exponent))
                && (parts.Length < 3 || TryParse(parts[2], NumberStyles.None, out scale))
                && exponent is <= MaximumExponent and >= -MaximumExponent && scale <= MaximumPlaces;
            value = isNumber ? new ExactNumber(digits, exponent, scale) : default;
            return isNumber;
        }

        private static bool TryParse(string text, NumberStyles style, out int value) =>
            int.TryParse(text, style, CultureInfo.InvariantCulture, out value);

        private static bool TryParse([NotNullWhen(true)] string? text, out double value) =>
            DoubleText.TryRead(text.AsSpan(), out value);
    }
}
