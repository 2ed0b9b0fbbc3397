namespace L2Loss.Reports;

/// <summary>What a gate said of one summary, as a report shows it.</summary>
internal sealed class ReportVerdict
{
    internal string? Model { get; init; }

    internal string? Group { get; init; }

    internal string? Source { get; init; }

    internal bool Passed { get; init; }

    /// <summary>One for each check, and why there was none.</summary>
    internal IReadOnlyList<string> Sentences { get; init; } = [];
}
