using System.Management.Automation;
using System.Management.Automation.Internal;

namespace L2Loss.PowerShell.Records;

/// <summary>One value of a record, read as a number.</summary>
/// <param name="Place">How a message names where it came from.</param>
/// <param name="Value">What was there.</param>
/// <param name="Fault">Why it is not a number, if it is not.</param>
/// <param name="Number">The number, if it is one.</param>
internal readonly record struct RecordValue(string Place, object? Value, NumberFault Fault, Number Number)
{
    /// <summary>The weight of every record where none is given.</summary>
    internal static readonly RecordValue NoWeight = new("no weight", null, NumberFault.None, Number.FromDecimal(1m));

    /// <summary>The value itself; a command without output, whose result looks like an object, gave nothing.</summary>
    internal static object? Bare(object? value) =>
        value is not PSObject wrapped ? value
        : ReferenceEquals(wrapped, AutomationNull.Value) ? null
        : wrapped.BaseObject;

    /// <summary>
    /// The value that gives the reason for leaving out a record: missing comes before not numeric, that before not
    /// finite, that before an invalid weight; of two alike the first value.
    /// </summary>
    internal static ref readonly RecordValue First(in RecordValue first, in RecordValue second) =>
        ref first.Fault != NumberFault.None && (second.Fault == NumberFault.None || first.Fault <= second.Fault)
            ? ref first
            : ref second;
}
