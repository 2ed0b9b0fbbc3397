namespace L2Loss;

/// <summary>An expression in the user's own SQL, and what its values are called.</summary>
/// <param name="Name">The name of the model or key.</param>
/// <param name="Sql">The expression, written into the query as it is.</param>
internal sealed record NamedExpression(string Name, string Sql)
{
    // What databases put around a name: "Actual", `Actual`, [Actual].
    private static readonly string[] Quotes = ["\"\"", "``", "[]"];

    /// <summary>An expression called after itself; a name without the quotes around it.</summary>
    internal static NamedExpression Of(string sql)
    {
        string text = sql.Trim();
        foreach (string quotes in Quotes)
        {
            if (text.Length > 2 && text[0] == quotes[0] && text[^1] == quotes[1]
                && text.IndexOfAny([quotes[0], quotes[1]], 1) == text.Length - 1)
            {
                return new NamedExpression(text[1..^1], sql);
            }
        }

        return new NamedExpression(text, sql);
    }
}
