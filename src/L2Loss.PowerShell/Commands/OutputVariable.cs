using System.Management.Automation;
using System.Text.RegularExpressions;

namespace L2Loss.PowerShell.Commands;

/// <summary>A variable of the caller's that gets output, as -OutVariable does: +name appends.</summary>
internal sealed class OutputVariable
{
    private static readonly Regex Plain = new(
        @"^\+?((script|global|local|private):)?[\p{L}\p{Nd}_]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly PSVariableIntrinsics _variables;
    private readonly string _name;
    private readonly object?[] _before;
    private readonly List<object> _values = [];

    private OutputVariable(PSVariableIntrinsics variables, string name)
    {
        _variables = variables;
        _name = name.TrimStart('+');
        _before = name[0] == '+' ? Elements(variables.GetValue(_name)) : [];

        // A variable that cannot be set is found at once, and without anything to append to it is null until the end.
        Set();
    }

    /// <summary>The variable of a name; null where it is no plain name, with or without a scope.</summary>
    internal static OutputVariable? Find(PSVariableIntrinsics variables, string name) =>
        Plain.IsMatch(name) ? new OutputVariable(variables, name) : null;

    /// <summary>Keeps a value.</summary>
    internal void Add(object value) => _values.Add(value);

    /// <summary>Sets the variable: a single value as it is, several as an array, none as null.</summary>
    internal void Set()
    {
        object?[] all = [.. _before, .. _values];
        _variables.Set(_name, all.Length == 0 ? null : all.Length == 1 ? all[0] : all);
    }

    private static object?[] Elements(object? value) => value switch
    {
        null => [],
        System.Collections.IList list => [.. list.Cast<object?>()],
        _ => [value],
    };
}
