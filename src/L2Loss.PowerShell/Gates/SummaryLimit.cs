using System.Globalization;

namespace L2Loss.PowerShell.Gates;

/// <summary>A limit for one property of a summary.</summary>
/// <param name="Name">The parameter that set it.</param>
/// <param name="Property">The property it holds for.</param>
/// <param name="Bound">The last value that passes.</param>
/// <param name="IsMinimum">Whether values below the bound fail; else those above it.</param>
internal sealed record SummaryLimit(string Name, string Property, double Bound, bool IsMinimum)
{
    /// <summary>Holds a value against the limit; NaN fails, as does an infinity.</summary>
    internal L2LossCheck Check(double value)
    {
        bool passed = double.IsFinite(value) && (IsMinimum ? value >= Bound : value <= Bound);
        (string number, string bound) = Numbers(value, Bound);
        string verdict = passed ? (IsMinimum ? "reaches" : "is within") : IsMinimum ? "is below" : "is above";
        string message = double.IsFinite(value)
            ? $"{Property} {number} {verdict} {Name} {bound}"
            : $"{Property} is {number}, which never passes {Name} {bound}";
        return new L2LossCheck { Name = Name, Limit = Bound, Value = value, Passed = passed, Message = message };
    }

    /// <summary>Two numbers with ten digits, or with all where they would look alike.</summary>
    internal static (string First, string Second) Numbers(double first, double second)
    {
        (string a, string b) = (Text(first, "G10"), Text(second, "G10"));
        return a == b && first != second ? (Text(first, "R"), Text(second, "R")) : (a, b);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
