using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace L2Loss.PowerShell.Records;

/// <summary>Objects of PowerShell: what they wrap, their elements, and their properties in any case.</summary>
internal static class ObjectValue
{
    /// <summary>The value itself; a command without output, whose result looks like an object, gave nothing.</summary>
    internal static object? Unwrap(object? value) =>
        value is not PSObject wrapped ? value
        : ReferenceEquals(wrapped, AutomationNull.Value) ? null
        : wrapped.BaseObject;

    /// <summary>The value as a message may show it: a custom object has its properties in its wrapper.</summary>
    internal static object? Shown(object? value) => Unwrap(value) is var bare && bare is PSCustomObject ? value : bare;

    /// <summary>The elements of a list, or the one object that was given instead; a dictionary is an object.</summary>
    internal static IEnumerable<PSObject?> Elements(object? given) =>
        Unwrap(given) is null or string or IDictionary || LanguagePrimitives.GetEnumerable(given) is not IEnumerable list
            ? [Wrap(given)]
            : list.Cast<object?>().Select(Wrap);

    /// <summary>Whether there is a property.</summary>
    internal static bool Has(PSObject input, string property) => RecordShape.FindName(input, property) is not null;

    /// <summary>The value of a property; null where it is absent.</summary>
    internal static object? Get(PSObject input, string property) =>
        input.BaseObject is IDictionary dictionary
            ? RecordShape.Lookup(dictionary, property)
            : input.Properties[property]?.Value;

    /// <summary>The text of a property; null where it is null or, as after CSV, empty.</summary>
    internal static string? Text(PSObject input, string property)
    {
        string text = Text(Get(input, property));
        return text.Length == 0 ? null : text;
    }

    /// <summary>A value as text, the same in any culture: what tells groups apart, and otherwise what PowerShell shows.</summary>
    internal static string Text(object? value) =>
        KeyText.Of(Unwrap(value)) ?? LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;

    private static PSObject? Wrap(object? value) => value is null ? null : PSObject.AsPSObject(value);
}
