using System.Management.Automation;
using System.Management.Automation.Internal;

namespace L2Loss.PowerShell.Records;

/// <summary>A value of a record that may be the reason for leaving the record out.</summary>
/// <param name="Fault">Why it is not a number; none when it is one.</param>
/// <param name="Place">How a message names where it came from.</param>
/// <param name="Value">What was there.</param>
internal readonly record struct BadValue(NumberFault Fault, string? Place, object? Value)
{
    /// <summary>The value itself; a command without output, whose result looks like an object, gave nothing.</summary>
    internal static object? Bare(object? value) =>
        value is not PSObject wrapped ? value
        : ReferenceEquals(wrapped, AutomationNull.Value) ? null
        : wrapped.BaseObject;

    /// <summary>
    /// The one that gives the reason: missing comes before not numeric, that before not finite, that before an invalid
    /// weight; of two alike the first.
    /// </summary>
    internal static BadValue First(BadValue first, BadValue second) =>
        NumberFaultOrder.IsFirst(first.Fault, second.Fault) ? first : second;
}
