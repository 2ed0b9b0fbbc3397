using System.Collections;
using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>Suggests what to type where a value is no number but holds some: a list of them, or an object.</summary>
internal static class NestedValue
{
    /// <summary>The suggestion for a bad value; null where there is none.</summary>
    internal static string? Suggest(string command, BadValue bad)
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
            return $"for whole columns type {command} -Actual $data.Actual -Predicted $data.Predicted";
        }

        return hasParts && RecordShape.PropertyNames(value) is [string part, ..] && Text.CanBeTyped(property) && Text.CanBeTyped(part)
            ? $"for a value inside it use a script block: {{ $_.{Text.Member(property)}.{Text.Member(part)} }}"
            : null;
    }
}
