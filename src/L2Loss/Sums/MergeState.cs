using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// The sums behind a summary as one line of text, without a bit lost: what a summary that travelled as CLIXML, JSON or
/// CSV needs to be merged as if it had stayed.
/// </summary>
/// <remarks>
/// The format is a name with a version, a checksum of all that follows and then, separated by blanks: the counts of records
/// left out (missing, not numeric, not finite, invalid weight, malformed, and of the missing unmatched actual, unmatched
/// predicted, duplicate keys), the worst record (index, root, loss, largest difference, exact square), the counts of records
/// and of those that have a weight, and nine sums. A number is <c>digits:b:d</c> for digits * 2^b * 10^-d in lowest terms, or
/// <c>digits:b</c> or <c>digits</c>, where the others are 0: the same text for the same value everywhere. An infinite
/// difference is <c>inf</c>.
/// </remarks>
internal static class MergeState
{
    private const string Version = "L2Loss/1";

    private const string Infinite = "inf";

    // w^2 * r^4 of doubles and decimals, and sums of them over the whole range of doubles, stay well within.
    private const int MaximumExponent = 10_000;
    private const int MaximumPlaces = 6 * 28;
    private const int MaximumDigits = 5_000;
    private const int MaximumLength = 40_000;

    internal static string Write(in LeftOutCounts counts, in WorstRecord worst, in LossTotals totals)
    {
        string[] parts =
        [
            Text(counts.Missing), Text(counts.NotNumeric), Text(counts.NotFinite), Text(counts.InvalidWeight),
            Text(counts.Malformed), Text(counts.UnmatchedActual), Text(counts.UnmatchedPredicted), Text(counts.DuplicateKeys),
            Text(worst.Index), Text(worst.Root), Text(worst.Loss), Text(worst.MaxError), Text(worst.Square),
            Text(totals.Count), Text(totals.WeightedCount),
            Text(totals.Weights), Text(totals.SquaredWeights),
            Text(totals.Residuals), Text(totals.Absolutes), Text(totals.Squares),
            Text(totals.TwiceWeightedSquares), Text(totals.SquaredLosses),
            Text(totals.Actuals), Text(totals.SquaredActuals),
        ];
        return Seal(string.Join(' ', parts));
    }

    /// <summary>Puts the version and the checksum before the parts.</summary>
    internal static string Seal(string parts) => $"{Version} {Checksum(parts.AsSpan())} {parts}";

    /// <summary>Reads what <see cref="Write"/> wrote; false for anything else.</summary>
    internal static bool TryRead(string text, out LeftOutCounts counts, out WorstRecord worst, out LossTotals totals)
    {
        counts = default;
        worst = default;
        totals = default;

        // Before anything is parsed: long numbers take long.
        if (text.Length > MaximumLength)
        {
            return false;
        }

        var reader = new Reader(text.Split(' '));
        if (reader.Take() != Version || reader.Take() is not string checksum
            || checksum != Checksum(text.AsSpan(Math.Min(text.Length, Version.Length + checksum.Length + 2))))
        {
            return false;
        }

        long index = 0;
        (double root, double loss, double maxError) = (0.0, 0.0, 0.0);
        ExactNumber square = default;
        bool isRead = reader.TryTake(out counts.Missing) && reader.TryTake(out counts.NotNumeric)
            && reader.TryTake(out counts.NotFinite) && reader.TryTake(out counts.InvalidWeight)
            && reader.TryTake(out counts.Malformed) && reader.TryTake(out counts.UnmatchedActual)
            && reader.TryTake(out counts.UnmatchedPredicted) && reader.TryTake(out counts.DuplicateKeys)
            && reader.TryTakeIndex(out index) && reader.TryTake(out root) && reader.TryTake(out loss)
            && reader.TryTake(out maxError) && reader.TryTake(out square)
            && reader.TryTake(out totals.Count) && reader.TryTake(out totals.WeightedCount)
            && reader.TryTake(out totals.Weights) && reader.TryTake(out totals.SquaredWeights)
            && reader.TryTake(out totals.Residuals) && reader.TryTake(out totals.Absolutes)
            && reader.TryTake(out totals.Squares) && reader.TryTake(out totals.TwiceWeightedSquares)
            && reader.TryTake(out totals.SquaredLosses)
            && reader.TryTake(out totals.Actuals) && reader.TryTake(out totals.SquaredActuals)
            && reader.IsAtEnd;
        worst = new WorstRecord(index, root, loss, maxError, square);
        return isRead && counts.IsPossible && counts.TryTotal(totals.Count, out _)
            && totals.IsPossible && worst.IsPossible(totals);
    }

    /// <summary>FNV-1a of 64 bits: not against malice, but against changes.</summary>
    private static string Checksum(ReadOnlySpan<char> parts)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325;
        foreach (char character in parts)
        {
            hash = (hash ^ character) * 0x100_0000_01B3;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? Infinite : Text(ExactNumber.Of(value));

    private static string Text(in ExactNumber value)
    {
        ExactNumber reduced = value.Reduced;
        string digits = reduced.Digits.ToString("R", CultureInfo.InvariantCulture);
        return reduced.Scale != 0 ? $"{digits}:{Text(reduced.Exponent)}:{Text(reduced.Scale)}"
            : reduced.Exponent != 0 ? $"{digits}:{Text(reduced.Exponent)}"
            : digits;
    }

    private sealed class Reader(string[] parts)
    {
        private int _next;

        internal bool IsAtEnd => _next == parts.Length;

        internal string? Take() => _next < parts.Length ? parts[_next++] : null;

        internal bool TryTake(out long value) =>
            long.TryParse(Take(), NumberStyles.None, CultureInfo.InvariantCulture, out value);

        internal bool TryTakeIndex(out long value)
        {
            bool isUnknown = _next < parts.Length && parts[_next] == Text(WorstRecord.UnknownIndex);
            value = WorstRecord.UnknownIndex;
            return isUnknown ? ++_next > 0 : TryTake(out value);
        }

        internal bool TryTake(out double value)
        {
            if (_next < parts.Length && parts[_next] == Infinite)
            {
                _next++;
                value = double.PositiveInfinity;
                return true;
            }

            bool isNumber = TryTake(out ExactNumber exact);
            value = exact.ToDouble();
            return isNumber;
        }

        internal bool TryTake(out ExactNumber value)
        {
            string[] parts = (Take() ?? string.Empty).Split(':');
            (BigInteger digits, int exponent, int scale) = (default, 0, 0);
            bool isNumber = parts.Length <= 3 && parts[0].Length <= MaximumDigits
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
    }
}
