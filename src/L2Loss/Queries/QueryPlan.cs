namespace L2Loss;

/// <summary>What a query sums.</summary>
internal sealed record QueryPlan
{
    /// <summary>A table, a join or a query in parentheses.</summary>
    internal required string From { get; init; }

    /// <summary>The actual value.</summary>
    internal required string Actual { get; init; }

    /// <summary>The predicted values, one for each model.</summary>
    internal required IReadOnlyList<NamedExpression> Predicted { get; init; }

    /// <summary>The weight; null where there is none.</summary>
    internal string? Weight { get; init; }

    /// <summary>What makes the groups.</summary>
    internal IReadOnlyList<NamedExpression> Keys { get; init; } = [];

    /// <summary>What tells the parts of a distributed table apart; null where it is of one part.</summary>
    internal string? Part { get; init; }

    /// <summary>Whether the sums are those of decimals, nothing rounded.</summary>
    internal bool IsExact { get; init; }

    internal QueryDialect Dialect { get; init; }
}
