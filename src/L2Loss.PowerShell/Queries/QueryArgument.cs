using System.Collections;
using System.Diagnostics.CodeAnalysis;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Queries;

/// <summary>An expression as a parameter gives it: SQL, or <c>@{ Name = 'Month'; Expression = '...' }</c>.</summary>
internal static class QueryArgument
{
    internal static bool TryRead(object? argument, [NotNullWhen(true)] out NamedExpression? expression)
    {
        object? value = ObjectValue.Unwrap(argument);
        expression = null;
        if (value is IDictionary named)
        {
            string? name = TextOf(RecordShape.Lookup(named, "Name"));
            string? sql = TextOf(RecordShape.Lookup(named, "Expression"));
            expression = name is null || sql is null ? null : new NamedExpression(name, sql);
        }
        else if (TextOf(value) is string sql)
        {
            expression = NamedExpression.Of(sql);
        }

        return expression is not null;
    }

    private static string? TextOf(object? value) =>
        ObjectValue.Unwrap(value) is string text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
