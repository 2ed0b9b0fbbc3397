using System.Collections;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Suggests what to type where a value is no number but holds some: a list of them, or an object.</summary>
internal static class NestedValue
{
    /// <summary>The suggestion for a bad value; null where there is none.</summary>
    internal static string? Suggest(string command, BadValue bad)
    {
        if (bad.Value is null || bad.Property is not string property)
        {
            return null;
        }

        if (bad.Value is IList and not Array { Length: 0 })
        {
            return $"for whole columns type {command} -Actual $data.Actual -Predicted $data.Predicted";
        }

        PSObject value = PSObject.AsPSObject(bad.Value);
        bool hasParts = value.BaseObject is IDictionary or PSCustomObject;
        return hasParts && RecordShape.PropertyNames(value).FirstOrDefault() is string part
            ? $"for a value inside it use a script block: {{ $_.{Member(property)}.{Member(part)} }}"
            : null;
    }

    /// <summary>A name as it stands after a point.</summary>
    internal static string Member(string name) =>
        name.Length > 0 && name.All(character => char.IsLetterOrDigit(character) || character == '_') ? name : $"'{name.Replace("'", "''")}'";
}
