using System.Collections;
using System.Diagnostics.CodeAnalysis;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Queries;

/// <summary>An expression as a parameter gives it: SQL, or <c>@{ Name = 'Month'; Expression = '...' }</c>.</summary>
internal static class QueryArgument
{
    internal static bool TryRead(object? argument, [NotNullWhen(true)] out NamedExpression? expression)
    {
        string? name = null;
        object? value = ObjectValue.Unwrap(argument);
        if (value is IDictionary calculated && !CalculatedProperty.TryRead(calculated, out name, out value))
        {
            value = null;
        }

        expression = value is not string sql || string.IsNullOrWhiteSpace(sql) ? null
            : name is null ? NamedExpression.Of(sql)
            : new NamedExpression(name, sql);
        return expression is not null;
    }
}
