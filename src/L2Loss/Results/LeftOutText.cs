using System.Globalization;

namespace L2Loss;

/// <summary>The records left out, by reason, in one line.</summary>
internal static class LeftOutText
{
    /// <summary>Such as <c>3 missing (2 unmatched actual), 1 not numeric</c>; null where there are none.</summary>
    /// <param name="counts">How many there are.</param>
    /// <param name="number">Writes a number.</param>
    internal static string? Of(in LeftOutCounts counts, Func<long, string> number)
    {
        string keys = List(
            number,
            (counts.UnmatchedActual, "unmatched actual"),
            (counts.UnmatchedPredicted, "unmatched predicted"),
            (counts.DuplicateKeys, "with a duplicate key"));
        string text = List(
            number,
            (counts.Missing, keys.Length == 0 ? "missing" : $"missing ({keys})"),
            (counts.NotNumeric, "not numeric"),
            (counts.NotFinite, "not finite"),
            (counts.InvalidWeight, "with an invalid weight"),
            (counts.Malformed, "malformed"));
        return text.Length == 0 ? null : text;
    }

    /// <summary>The same with digits alone.</summary>
    internal static string? Of(in LeftOutCounts counts) => Of(counts, count => count.ToString(CultureInfo.InvariantCulture));

    private static string List(Func<long, string> number, params (long Count, string Reason)[] reasons) =>
        string.Join(", ", reasons.Where(reason => reason.Count != 0).Select(reason => $"{number(reason.Count)} {reason.Reason}"));
}
