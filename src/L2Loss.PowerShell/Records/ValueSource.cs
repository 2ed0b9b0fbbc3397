using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

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

    /// <summary>
    /// The source that a parameter names, or null when the value of the parameter is neither name nor script block.
    /// </summary>
    internal static ValueSource? From(object? argument, string? label = null) =>
        ObjectValue.Unwrap(argument) switch
        {
            string { Length: > 0 } name => new PropertySource(name, label),
            ScriptBlock script => new ScriptSource(script, label),
            _ => null,
        };

    /// <summary>The same for a key, which may be a calculated property as well: a name and an expression.</summary>
    internal static ValueSource? FromKey(object? argument) =>
        ObjectValue.Unwrap(argument) is not IDictionary calculated ? From(argument)
        : CalculatedProperty.TryRead(calculated, out string? name, out object? expression) ? From(expression, name)
        : null;

    /// <summary>The property of a name.</summary>
    internal static ValueSource OfProperty(string name) => new PropertySource(name);

    /// <summary>
    /// The text of a value that tells groups apart; false, with the exception instead of the value, where code of the
    /// value's own fails, and with the value itself where it has no text but the name of its type.
    /// </summary>
    internal static bool TryGetText(object? value, out string? text, out object? failure)
    {
        (text, failure) = (value as string, null);
        if (text is not null)
        {
            return true;
        }

        try
        {
            text = ObjectValue.Text(value);
            object? bare = ObjectValue.Unwrap(value);
            failure = bare is not (null or IFormattable) && text == bare.GetType().ToString() ? bare : null;
        }
        catch (Exception exception) when (IsOfUserCode(exception))
        {
            failure = exception;
        }

        return failure is null;
    }

    /// <summary>
    /// The value in a record; null where it has none. False, with the exception instead of the value, where the property
    /// or the script block fails: then that record is bad, and no other.
    /// </summary>
    internal bool TryGetValue(PSObject record, out object? value)
    {
        try
        {
            value = GetValue(record);
            return true;
        }
        catch (Exception exception) when (IsOfUserCode(exception))
        {
            value = exception;
            return false;
        }
    }

    /// <summary>Where a value that is text was joined from texts, as by '100' + '19', the line that adds numbers; otherwise null.</summary>
    internal virtual string? FindJoinedText(string text, CultureInfo culture) => null;

    /// <summary>Whether a script block names a property of the record.</summary>
    internal virtual bool Reads(string property) => false;

    /// <summary>The value in a record; null where it has none.</summary>
    protected abstract object? GetValue(PSObject record);

    /// <summary>False for what ends the pipeline, a loop or the session.</summary>
    private static bool IsOfUserCode(Exception failure) =>
        failure is not (PipelineStoppedException or FlowControlException or OutOfMemoryException);

    private sealed class PropertySource : ValueSource
    {
        private readonly string _name;
        private TypedProperty? _typed;

        internal PropertySource(string name, string? label = null)
        {
            _name = name;
            Name = label ?? name;
            Place = $"property {Text.Quote(name)}";
        }

        internal override string Name { get; }

        internal override string Place { get; }

        internal override string Property => _name;

        protected override object? GetValue(PSObject record)
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

            // For the engine's binder a getter that throws has no value: the property itself says what it is.
            _typed ??= new TypedProperty(_name);
            return _typed.TryGetValue(record, out object? value) && value is not null ? value : record.Properties[_name]?.Value;
        }
    }

    private sealed class ScriptSource : ValueSource
    {
        private readonly ScriptBlock _script;
        private JoinedText? _joined;

        internal ScriptSource(ScriptBlock script, string? label)
        {
            _script = script;
            string text = script.ToString().Trim();
            Name = label ?? text;
            Place = $"script block {{ {Text.Show(text)} }}";
        }

        internal override string Name { get; }

        internal override string Place { get; }

        internal override string? FindJoinedText(string text, CultureInfo culture) =>
            (_joined ??= new JoinedText(_script)).Suggest(text, culture);

        internal override bool Reads(string property) => _script.Ast.Find(
            node => node is MemberExpressionAst
            {
                Expression: VariableExpressionAst variable,
                Member: StringConstantExpressionAst member,
            }
            && variable.VariablePath.UserPath.ToUpperInvariant() is "_" or "PSITEM"
            && member.Value.Equals(property, StringComparison.OrdinalIgnoreCase),
            searchNestedScriptBlocks: false) is not null;

        protected override object? GetValue(PSObject record)
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
