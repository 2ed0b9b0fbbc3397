namespace L2Loss;

/// <summary>The records that a summary left out, by reason, in one line.</summary>
internal static class LeftOutText
{
    /// <summary>Such as <c>3 missing (2 unmatched actual), 1 not numeric</c>; null where there are none.</summary>
    internal static string? Of(L2LossSummary summary)
    {
        string keys = List(
            (summary.UnmatchedActual, "unmatched actual"),
            (summary.UnmatchedPredicted, "unmatched predicted"),
            (summary.DuplicateKeys, "with a duplicate key"));
        string text = List(
            (summary.Missing, keys.Length == 0 ? "missing" : $"missing ({keys})"),
            (summary.NotNumeric, "not numeric"),
            (summary.NotFinite, "not finite"),
            (summary.InvalidWeight, "with an invalid weight"),
            (summary.Malformed, "malformed"));
        return text.Length == 0 ? null : text;
    }

    private static string List(params (long Count, string Reason)[] reasons) =>
        string.Join(", ", reasons.Where(reason => reason.Count != 0)
            .Select(reason => FormattableString.Invariant($"{reason.Count} {reason.Reason}")));
}
