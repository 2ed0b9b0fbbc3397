namespace L2Loss.PowerShell.Records;

/// <summary>A value for which a record is left out.</summary>
/// <param name="Fault">Why it is not a number that counts.</param>
/// <param name="Place">How a message names where it came from.</param>
/// <param name="Value">What was there; the exception of code that failed.</param>
internal readonly record struct BadValue(NumberFault Fault, string? Place, object? Value)
{
    /// <summary>The property that held it; null where it came from elsewhere.</summary>
    internal string? Property { get; init; }

    /// <summary>What the user may do, where the source knows it.</summary>
    internal string? Cure { get; init; }

    /// <summary>False where the format has types and the value is no text, so that no way to read text would help.</summary>
    internal bool IsText { get; init; } = true;

    /// <summary>The line of a file, where it is too short to have the value; null elsewhere.</summary>
    internal string? Line { get; init; }
}
