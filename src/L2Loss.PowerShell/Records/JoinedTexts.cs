using System.Management.Automation;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Records;

/// <summary>Finds where a script block adds texts of a record, which PowerShell joins: '100' + '19' is '10019'.</summary>
internal sealed class JoinedTexts
{
    private readonly ExpressionAst[][] _sums;

    /// <summary>Looks for sums with two values of the record or more.</summary>
    internal JoinedTexts(ScriptBlock script) =>
        _sums = [.. script.Ast
            .FindAll(node => IsSum(node) && !IsSum(node.Parent), searchNestedScriptBlocks: false)
            .Select(node => Terms((ExpressionAst)node).ToArray())
            .Where(terms => terms.Count(term => NameOf(term) is not null) > 1)];

    /// <summary>The first sum of which two terms are text, with casts; null where there is none.</summary>
    internal string? Find(PSObject record)
    {
        foreach (ExpressionAst[] terms in _sums)
        {
            bool[] areText = [.. terms.Select(term => NameOf(term) is string name && IsText(record, name))];
            if (areText.Count(isText => isText) > 1)
            {
                return string.Join(" + ", terms.Select((term, i) => areText[i] ? $"[decimal]{term.Extent.Text}" : term.Extent.Text));
            }
        }

        return null;
    }

    private static bool IsSum(Ast? node) => node is BinaryExpressionAst { Operator: TokenKind.Plus };

    private static IEnumerable<ExpressionAst> Terms(ExpressionAst node) =>
        node is BinaryExpressionAst { Operator: TokenKind.Plus } sum ? Terms(sum.Left).Concat(Terms(sum.Right)) : [node];

    /// <summary>The property of the record that a term is; null for any other term.</summary>
    private static string? NameOf(ExpressionAst term) =>
        term is MemberExpressionAst
        {
            Static: false,
            Expression: VariableExpressionAst variable,
            Member: StringConstantExpressionAst member,
        }
        and not InvokeMemberExpressionAst
        && variable.VariablePath.UserPath.ToUpperInvariant() is "_" or "PSITEM"
            ? member.Value
            : null;

    private static bool IsText(PSObject record, string name) =>
        ValueSource.OfProperty(name).TryGetValue(record, out object? value) && ObjectValue.Unwrap(value) is string;
}
