using System.Management.Automation;
using L2Loss.PowerShell.Queries;
using L2Loss.PowerShell.Records;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>New-L2LossQuery</c>: the SQL that has a database sum the losses where the data is; Merge-L2Loss takes its rows.
/// </summary>
[Cmdlet(VerbsCommon.New, "L2LossQuery")]
[OutputType(typeof(string))]
public sealed class NewL2LossQueryCommand : PSCmdlet
{
    /// <summary>A table, a join or a query in parentheses.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string From { get; set; } = string.Empty;

    /// <summary>The column or expression of the actual value.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Actual { get; set; } = "Actual";

    /// <summary>The columns or expressions of the predicted values, one for each model.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public object[] Predicted { get; set; } = ["Predicted"];

    /// <summary>The column or expression of the weight.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Weight { get; set; }

    /// <summary>The columns or expressions whose distinct values make the groups.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[] GroupBy { get; set; } = [];

    /// <summary>The column or expression that tells on which server a record is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Part { get; set; }

    /// <summary>Whose SQL to write.</summary>
    [Parameter]
    [ValidateSet(
        nameof(QueryDialect.Ansi), nameof(QueryDialect.PostgreSql), nameof(QueryDialect.MySql), nameof(QueryDialect.DuckDB),
        nameof(QueryDialect.SQLite), nameof(QueryDialect.ClickHouse))]
    public string Dialect { get; set; } = nameof(QueryDialect.Ansi);

    /// <summary>Sums decimals, without rounding.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = Enum.TryParse(Dialect, ignoreCase: true, out QueryDialect dialect);
        if (Exact && !QueryWriter.HasExact(dialect))
        {
            ThrowTerminatingError(Errors.NoExactSums(dialect.ToString()));
        }

        NamedExpression[] keys = [.. GroupBy.Select(value => ExpressionOf(nameof(GroupBy), value))];
        if (CalculatedProperty.FindRepeated(keys.Select(key => key.Name)) is string name)
        {
            ThrowTerminatingError(Errors.RepeatedKey(name));
        }

        WriteObject(QueryWriter.Write(new QueryPlan
        {
            From = From,
            Actual = Actual,
            Predicted = [.. Predicted.Select(value => ExpressionOf(nameof(Predicted), value))],
            Weight = Weight,
            Keys = keys,
            Part = Part,
            IsExact = Exact,
            Dialect = dialect,
        }));
    }

    private NamedExpression ExpressionOf(string parameter, object value)
    {
        if (!QueryArgument.TryRead(value, out NamedExpression? expression))
        {
            ThrowTerminatingError(Errors.NotAnExpression(parameter, value));
        }

        return expression!;
    }
}
