using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <summary>
/// A merge state as one line of text, without a bit lost: what a summary that travelled as CLIXML, JSON or
/// CSV needs to be merged as if it had stayed.
/// </summary>
/// <remarks>
/// The format is a name with a version, a checksum of all that follows and then, separated by blanks: the counts of records
/// left out (missing, not numeric, not finite, invalid weight, malformed, and of the missing unmatched actual, unmatched
/// predicted, duplicate keys), the worst record (index, root, loss, largest difference, exact square), the counts of records
/// and of those that have a weight, and nine sums. A number is <c>digits:b:d</c> for digits * 2^b * 10^-d in lowest terms, or
/// <c>digits:b</c> or <c>digits</c>, where the others are 0: the same text for the same value everywhere. An infinite
/// difference is <c>inf</c>. Last there may be names: see <see cref="StateNames"/>.
/// </remarks>
internal static class StateText
{
    private const string Version = "L2Loss/1";

    private const string Infinite = "inf";

    // w^2 * r^4 of doubles and decimals, and sums of them over the whole range of doubles, stay well within.
    private const int MaximumExponent = 10_000;
    private const int MaximumPlaces = 6 * 28;
    private const int MaximumDigits = 5_000;
    private const int MaximumLength = 40_000;

    /// <summary>The text.</summary>
    /// <param name="state">The state.</param>
    /// <param name="names">What <see cref="StateNames"/> wrote.</param>
    internal static string Write(MergeState state, string? names = null)
    {
        var writer = new StateTextWriter();
        state.Visit(writer);
        if (names is not null)
        {
            writer.Parts.Add(names);
        }

        return Seal(string.Join(' ', writer.Parts));
    }

    /// <summary>Puts the version and the checksum before the parts.</summary>
    internal static string Seal(string parts) => $"{Version} {Checksum(parts.AsSpan())} {parts}";

    /// <summary>Reads what <see cref="Write"/> wrote; false for anything else.</summary>
    internal static bool TryRead(string text, out MergeState state)
    {
        state = default;

        // Before anything is parsed: long numbers take long.
        if (text.Length > MaximumLength)
        {
            return false;
        }

        var reader = new StateTextReader(text.Split(' '));
        if (reader.Take() != Version || reader.Take() is not string checksum
            || checksum != Checksum(text.AsSpan(Math.Min(text.Length, Version.Length + checksum.Length + 2))))
        {
            return false;
        }

        state.Visit(reader);
        return reader.IsWhole
            && state.LeftOut.IsPossible(state.Totals.Count)
            && state.Totals.IsPossible && state.Worst.IsPossible(state.Totals);
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

    private sealed class StateTextWriter : IStateFields
    {
        internal List<string> Parts { get; } = [];

        public void Count(ref long count) => Parts.Add(Text(count));

        public void Index(ref long index) => Parts.Add(Text(index));

        public void Value(ref double value)
        {
            if (double.IsPositiveInfinity(value))
            {
                Parts.Add(Infinite);
                return;
            }

            var exact = ExactNumber.Of(value);
            Number(ref exact);
        }

        public void Number(ref ExactNumber number)
        {
            ExactNumber reduced = number.Reduced;
            string digits = reduced.Digits.ToBigInteger().ToString("R", CultureInfo.InvariantCulture);
            Parts.Add(
                reduced.Scale != 0 ? $"{digits}:{Text(reduced.Exponent)}:{Text(reduced.Scale)}"
                : reduced.Exponent != 0 ? $"{digits}:{Text(reduced.Exponent)}"
                : digits);
        }
    }

    private sealed class StateTextReader(string[] parts) : IStateFields
    {
        private int _next;
        private bool _isWrong;

        /// <summary>True where all parts were read, and no other ones but names.</summary>
        internal bool IsWhole => !_isWrong && (_next == parts.Length || (_next == parts.Length - 1 && StateNames.Are(parts[_next])));

        /// <summary>The next part; null after the last.</summary>
        internal string? Take() => _next < parts.Length ? parts[_next++] : null;

        public void Count(ref long count) =>
            _isWrong |= !long.TryParse(Take(), NumberStyles.None, CultureInfo.InvariantCulture, out count);

        public void Index(ref long index)
        {
            if (TryTake(Text(WorstRecord.UnknownIndex)))
            {
                index = WorstRecord.UnknownIndex;
            }
            else
            {
                Count(ref index);
            }
        }

        public void Value(ref double value)
        {
            if (TryTake(Infinite))
            {
                value = double.PositiveInfinity;
                return;
            }

            ExactNumber exact = default;
            Number(ref exact);
            value = exact.ToDouble();
        }

        public void Number(ref ExactNumber number)
        {
            string[] parts = (Take() ?? string.Empty).Split(':');
            (BigInteger digits, int exponent, int scale) = (default, 0, 0);
            bool isNumber = parts.Length <= 3 && parts[0].Length <= MaximumDigits
                && BigInteger.TryParse(
                    parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out digits)
                && (parts.Length < 2 || TryParse(parts[1], NumberStyles.AllowLeadingSign, out exponent))
                && (parts.Length < 3 || TryParse(parts[2], NumberStyles.None, out scale))
                && exponent is <= MaximumExponent and >= -MaximumExponent && scale <= MaximumPlaces;
            number = isNumber ? new ExactNumber(digits, exponent, scale) : default;
            _isWrong |= !isNumber;
        }

        private static bool TryParse(string text, NumberStyles style, out int value) =>
            int.TryParse(text, style, CultureInfo.InvariantCulture, out value);

        private bool TryTake(string part)
        {
            bool isNext = _next < parts.Length && parts[_next] == part;
            _next += isNext ? 1 : 0;
            return isNext;
        }
    }
}
