using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// Finds out whether a text that a script block gave was calculated. PowerShell calculates with text only where it joins or
/// repeats it: '100' + '19' is '10019', and '100' * 2 is '100100'.
/// </summary>
internal sealed class JoinedText
{
    private readonly (ExpressionAst Left, string Operator, ExpressionAst Right)? _calculation;

    /// <summary>Looks for a sum or product that a script block gives, by itself or in a variable.</summary>
    internal JoinedText(ScriptBlock script)
    {
        ExpressionAst[] results = [.. script.Ast.FindAll(node => node is CommandExpressionAst, searchNestedScriptBlocks: false)
            .Cast<CommandExpressionAst>().Where(IsResult).SelectMany(node => Results(node.Expression))];
        string[] names = [.. results.OfType<VariableExpressionAst>().Select(variable => variable.VariablePath.UserPath)];
        AssignmentStatementAst[] assignments = [.. script.Ast.FindAll(node => node is AssignmentStatementAst, searchNestedScriptBlocks: false)
            .Cast<AssignmentStatementAst>()
            .Where(node => node.Left is VariableExpressionAst variable
                && names.Contains(variable.VariablePath.UserPath, StringComparer.OrdinalIgnoreCase))];
        IEnumerable<ExpressionAst> assigned = assignments
            .Select(node => node.Right).OfType<CommandExpressionAst>().SelectMany(node => Results(node.Expression));
        BinaryExpressionAst? joined = results.Concat(assigned).OfType<BinaryExpressionAst>()
            .FirstOrDefault(node => node.Operator is TokenKind.Plus or TokenKind.Multiply);
        AssignmentStatementAst? added = Array.Find(
            assignments, node => node.Operator is TokenKind.PlusEquals or TokenKind.MultiplyEquals && node.Right is CommandExpressionAst);
        if (joined is not null)
        {
            _calculation = (joined.Left, joined.ErrorPosition.Text, joined.Right);
        }
        else if (added is not null)
        {
            string sign = added.Operator == TokenKind.PlusEquals ? "+" : "*";
            _calculation = (added.Left, sign, ((CommandExpressionAst)added.Right).Expression);
        }
    }

    /// <summary>The line that calculates with numbers; null where no text was calculated.</summary>
    /// <param name="text">What the script block gave.</param>
    /// <param name="culture">How numbers are written. A cast reads a comma as if it were not there.</param>
    internal string? Suggest(string text, CultureInfo culture)
    {
        if (_calculation is not (ExpressionAst left, string sign, ExpressionAst right))
        {
            return null;
        }

        string name = culture.Name.Length == 0 && text.Contains(',') ? "de-DE" : culture.Name;
        string line = $"{Convert(left, name)} {sign} {Convert(right, name)}";
        return name == culture.Name ? line : $"decimal comma? {line}";
    }

    /// <summary>True for what a script block gives, in whichever of its branches; not for the part of a statement.</summary>
    private static bool IsResult(CommandExpressionAst node) =>
        node.Parent.Parent is NamedBlockAst or ReturnStatementAst or StatementBlockAst { Parent: not SubExpressionAst };

    /// <summary>What an expression may give: itself without its parentheses; of a choice between two, which PowerShell 7 has, both.</summary>
    private static IEnumerable<ExpressionAst> Results(ExpressionAst node) =>
        Inner(node) is ExpressionAst inner ? Results(inner)
        : node.GetType().Name == "TernaryExpressionAst"
        ? node.FindAll(part => part.Parent == node, searchNestedScriptBlocks: false).Skip(1).Cast<ExpressionAst>().SelectMany(Results)
        : [node];

    /// <summary>What stands in parentheses; null where there are none.</summary>
    private static ExpressionAst? Inner(ExpressionAst node) =>
        ((node as ParenExpressionAst)?.Pipeline as PipelineAst)?.PipelineElements is [CommandExpressionAst inner] ? inner.Expression : null;

    /// <summary>An expression in which all that may be text is converted.</summary>
    private static string Convert(ExpressionAst node, string culture) =>
        Inner(node) is BinaryExpressionAst inner ? $"({Convert(inner, culture)})"
        : node is BinaryExpressionAst { Operator: >= TokenKind.Multiply and <= TokenKind.Minus } calculation
            ? $"{Convert(calculation.Left, culture)} {calculation.ErrorPosition.Text} {Convert(calculation.Right, culture)}"
        : node.StaticType != typeof(object) && node.StaticType != typeof(string) ? node.Extent.Text
        : culture.Length == 0 ? $"[decimal]{node.Extent.Text}"
        : $"[decimal]::Parse({node.Extent.Text}, [cultureinfo]'{culture}')";
}
