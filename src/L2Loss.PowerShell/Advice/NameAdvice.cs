using System.Collections;
using System.Management.Automation;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Advice;

/// <summary>Suggests what to type where a parameter that takes one name got something else that is made of names.</summary>
internal static class NameAdvice
{
    /// <summary>The suggestion; null where it got neither several names nor a calculated property.</summary>
    internal static string? On(string command, string parameter, object? value)
    {
        object? bare = ObjectValue.Unwrap(value);
        if (bare is IDictionary property)
        {
            return CalculatedProperty.TryRead(property, out _, out object? expression)
                && expression is ScriptBlock script && Text.CanBeTyped(script.ToString())
                ? $"Hint: {{{script}}} without a name."
                : null;
        }

        // A comma between the first two arguments makes one of them.
        string[] names = parameter == "Actual" && bare is IList list
            ? [.. list.Cast<object?>().Select(ObjectValue.Unwrap).OfType<string>()]
            : [];
        return names.Length > 1 && names.Length == ((IList)bare!).Count && Array.TrueForAll(names, Text.CanBeTyped)
            ? $"Hint: {command} {Text.Argument(names[0])} {string.Join(", ", names.Skip(1).Select(Text.Argument))}"
            : null;
    }
}
