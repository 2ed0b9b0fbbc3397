namespace L2Loss.Files;

/// <summary>A cell of a file for which its record was left out.</summary>
/// <param name="Record">The number of the record, from 1 on.</param>
/// <param name="Line">The line on which the record starts; 0 in a format without lines.</param>
/// <param name="Column">Its column, as a position in the list of columns.</param>
/// <param name="Fault">Why it is not a number that counts.</param>
/// <param name="Text">What the file has there; null where it has nothing.</param>
internal readonly record struct BadCell(long Record, long Line, int Column, NumberFault Fault, string? Text)
{
    /// <summary>From a database what was there, of whatever type; null elsewhere.</summary>
    internal object? Value { get; init; }

    /// <summary>In a join what else there is to say; null elsewhere.</summary>
    internal JoinOrigin? Origin { get; init; }

    /// <summary>False where the format has types and the value is no text, so that no way to read text would help.</summary>
    internal bool IsText { get; init; } = true;

    /// <summary>Of a line that gives no record, or is too short to have the cell, what it holds; null elsewhere.</summary>
    internal BadLine? BadLine { get; init; }
}
