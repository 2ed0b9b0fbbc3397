namespace L2Loss.PowerShell.Gates;

/// <summary>A limit for one property of a summary.</summary>
/// <param name="Name">The parameter that set it.</param>
/// <param name="Property">The property it holds for.</param>
/// <param name="Bound">The last value that passes.</param>
/// <param name="IsMinimum">Whether values below the bound fail; else those above it.</param>
internal sealed record SummaryLimit(string Name, string Property, double Bound, bool IsMinimum = false)
{
    /// <summary>Holds a value against the limit; NaN fails, as does an infinity.</summary>
    internal L2LossCheck Check(double value) => new()
    {
        Name = Name,
        Limit = Bound,
        Value = value,
        Passed = double.IsFinite(value) && (IsMinimum ? value >= Bound : value <= Bound),
    };
}
