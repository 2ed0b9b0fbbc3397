using System.Collections;
using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>Suggests what to type where a value is no number but holds some: a list of them, or an object.</summary>
internal static class NestedValue
{
    /// <summary>The suggestion for a bad value; null where there is none.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="bad">The value.</param>
    /// <param name="models">The names of the predicted properties.</param>
    internal static string? Suggest(string command, BadValue bad, string?[] models)
    {
        if (bad.Value is null)
        {
            return null;
        }

        PSObject value = PSObject.AsPSObject(bad.Value);
        bool hasParts = value.BaseObject is IDictionary or PSCustomObject;
        if (bad.Property is not string property)
        {
            return hasParts && bad.Place is ['-', ..] ? $"for records type {command} -InputObject $records" : null;
        }

        if (bad.Value is IList and not Array { Length: 0 })
        {
            // The actual value is looked at first.
            return models is [string predicted] && predicted != property && Text.CanBeTyped(property) && Text.CanBeTyped(predicted)
                ? $"for whole columns type {command} -Actual $data.{Text.Member(property)} -Predicted $data.{Text.Member(predicted)}"
                : null;
        }

        return hasParts && RecordShape.PropertyNames(value) is [string part, ..] && Text.CanBeTyped(property) && Text.CanBeTyped(part)
            ? $"for a value inside it use a script block: {{ $_.{Text.Member(property)}.{Text.Member(part)} }}"
            : null;
    }
}
