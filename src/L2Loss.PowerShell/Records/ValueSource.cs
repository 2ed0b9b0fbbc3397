using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace L2Loss.PowerShell.Records;

/// <summary>Where a value of a record comes from: one of its properties or a script block.</summary>
internal abstract class ValueSource
{
    /// <summary>What the source is called in output: the property, or the text of the script block.</summary>
    internal abstract string Name { get; }

    /// <summary>How a message names the source.</summary>
    internal abstract string Place { get; }

    /// <summary>The property that must exist in the first record; null for a script block.</summary>
    internal virtual string? Property => null;

    /// <summary>The value in a record; null where it has none.</summary>
    /// <exception cref="RuntimeException">The property or the script block failed.</exception>
    internal abstract object? GetValue(PSObject record);

    /// <summary>
    /// The source that a parameter names, or null when the value of the parameter is neither name nor script block.
    /// </summary>
    internal static ValueSource? From(object? argument) =>
        (argument is PSObject wrapped ? wrapped.BaseObject : argument) switch
        {
            string { Length: > 0 } name => new PropertySource(name),
            ScriptBlock script => new ScriptSource(script),
            _ => null,
        };

    /// <summary>The property of a name.</summary>
    internal static ValueSource OfProperty(string name) => new PropertySource(name);

    private sealed class PropertySource : ValueSource
    {
        private readonly string _name;
        private TypedProperty? _typed;

        internal PropertySource(string name)
        {
            _name = name;
            Place = $"property {Text.Quote(name)}";
        }

        internal override string Name => _name;

        internal override string Place { get; }

        internal override string Property => _name;

        internal override object? GetValue(PSObject record)
        {
            object target = record.BaseObject;
            if (target is PSCustomObject)
            {
                return record.Properties[_name]?.Value;
            }

            if (target is IDictionary dictionary)
            {
                return RecordShape.Lookup(dictionary, _name);
            }

            _typed ??= new TypedProperty(_name);
            return _typed.TryGetValue(record, out object? value) ? value : record.Properties[_name]?.Value;
        }
    }

    private sealed class ScriptSource : ValueSource
    {
        private readonly ScriptBlock _script;

        internal ScriptSource(ScriptBlock script)
        {
            _script = script;
            Name = script.ToString().Trim();
            Place = $"script block {{ {Text.Show(Name)} }}";
        }

        internal override string Name { get; }

        internal override string Place { get; }

        internal override object? GetValue(PSObject record)
        {
            // The engine takes $_ out of the list, so each call needs one of its own.
            Collection<PSObject> results = _script.InvokeWithContext(null, [new PSVariable("_", record)]);
            return results.Count switch
            {
                0 => null,
                1 => results[0],
                _ => results,
            };
        }
    }
}
