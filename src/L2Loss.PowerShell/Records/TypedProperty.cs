using System.Dynamic;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// A property of .NET objects, read through the engine's own binder: a tenth of the cost of looking the property up, and
/// a member that the user added to one object still hides it, as in a script.
/// </summary>
internal sealed class TypedProperty
{
    private readonly string _name;
    private readonly CallSite<Func<CallSite, object, object?>> _site;
    private readonly Dictionary<Type, bool> _isDeclared = [];
    private Type? _lastType;
    private bool _isLastDeclared;

    internal TypedProperty(string name)
    {
        _name = name;
        _site = CallSite<Func<CallSite, object, object?>>.Create(new Binder(name));
    }

    /// <summary>False where the property comes from elsewhere than the record's type, such as an adapter.</summary>
    internal bool TryGetValue(PSObject record, out object? value)
    {
        Type type = record.BaseObject.GetType();
        if (type != _lastType)
        {
            _lastType = type;
            if (!_isDeclared.TryGetValue(type, out _isLastDeclared))
            {
                _isDeclared[type] = _isLastDeclared = IsDeclared(record, type);
            }
        }

        value = _isLastDeclared ? _site.Target(_site, record) : null;
        return _isLastDeclared;
    }

    private bool IsDeclared(PSObject record, Type type) =>
        record.Properties[_name] is PSProperty property
        && type.GetMember(property.Name, MemberTypes.Property, BindingFlags.Instance | BindingFlags.Public).Length > 0;

    /// <summary>Only gives the name: a PSObject binds itself.</summary>
    private sealed class Binder(string name) : GetMemberBinder(name, ignoreCase: true)
    {
        public override DynamicMetaObject FallbackGetMember(
            DynamicMetaObject target, DynamicMetaObject? errorSuggestion) =>
            throw new InvalidOperationException();
    }
}
