namespace L2Loss.Reports;

/// <summary>One measured record, as a report takes it.</summary>
internal readonly struct ReportItem
{
    /// <summary>The number of the record in its source.</summary>
    internal long Index { get; init; }

    internal double Actual { get; init; }

    internal double Predicted { get; init; }

    internal double Residual { get; init; }

    internal double Difference { get; init; }

    internal double Loss { get; init; }

    internal double Weight { get; init; }

    internal string? Model { get; init; }

    internal string? Group { get; init; }

    /// <summary>The rolling error; NaN without a window.</summary>
    internal double WindowRmse { get; init; }

    /// <summary>sqrt(weight) * difference: the root of what the record adds to the sum of squares.</summary>
    internal double Size => Weight == 1.0 ? Difference : Math.Sqrt(Weight) * Difference;

    internal static ReportItem Of(L2LossItem item) => new()
    {
        Index = item.Index,
        Actual = item.Actual,
        Predicted = item.Predicted,
        Residual = item.Residual,
        Difference = item.Difference,
        Loss = item.L2Loss,
        Weight = item.Weight,
        Model = item.Model,
        Group = item.Group,
        WindowRmse = item is L2LossWindowItem window ? window.WindowRmse : double.NaN,
    };
}
