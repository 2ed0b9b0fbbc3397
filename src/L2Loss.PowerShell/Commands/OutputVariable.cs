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

        // A variable that cannot be set is found at once; but for what is appended to, it is null until the end.
        variables.Set(_name, name[0] == '+' ? variables.GetValue(_name) : null);
    }

    /// <summary>The variable of a name; null where it is no plain name, with or without a scope.</summary>
    internal static OutputVariable? Find(PSVariableIntrinsics variables, string name) =>
        Plain.IsMatch(name) ? new OutputVariable(variables, name) : null;

    /// <summary>Keeps a value.</summary>
    internal void Add(object value) => _values.Add(value);

    /// <summary>
    /// Sets the variable: a single value as it is, any other number of them as an array. Where an error ends the command
    /// before there is a value, it stays as it is.
    /// </summary>
    internal void Set(bool isDone)
    {
        if (isDone || _values.Count > 0)
        {
            object?[] all = [.. _before, .. _values];
            _variables.Set(_name, all.Length == 1 ? all[0] : all);
        }
    }

    private static object?[] Elements(object? value) => value switch
    {
        null => [],
        System.Collections.IList list => [.. list.Cast<object?>()],
        _ => [value],
    };
}
