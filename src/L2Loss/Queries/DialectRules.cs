namespace L2Loss;

/// <summary>
/// What differs from dialect to dialect: a table of SQL, in which <c>{0}</c> stands for an expression.
/// </summary>
internal sealed record DialectRules
{
    /// <summary>A value as a double.</summary>
    internal required string ToDouble { get; init; }

    /// <summary>A value as a decimal, nothing lost; null where the engine has no decimals that hold the sums.</summary>
    internal string? ToDecimal { get; init; }

    /// <summary>A decimal as text, which every client passes on whole.</summary>
    internal string ToText { get; init; } = "{0}";

    /// <summary>True for a floating-point value where decimals are summed.</summary>
    internal string IsFloat { get; init; } = "0 = 1";

    /// <summary>True for a NaN; null where the engine has none.</summary>
    internal string? IsNaN { get; init; }

    /// <summary>True where decimals may be infinite or NaN.</summary>
    internal bool HasInfiniteDecimals { get; init; }

    /// <summary>True for a value that is no number, which the engine would take for one in silence.</summary>
    internal string? IsText { get; init; }

    /// <summary>The variance of all values by an algorithm that does not cancel; null where the engine has none.</summary>
    internal string? Variance { get; init; }

    /// <summary>True where the engine knows <c>OVER</c>; else the pivot of squares is one for all groups.</summary>
    internal bool HasWindows { get; init; } = true;

    /// <summary>True where a query over a query is not merged into one, but may name what it computes.</summary>
    internal bool IsFlat { get; init; }

    /// <summary>True where a backslash in a text in quotes stands for something else.</summary>
    internal bool EscapesBackslash { get; init; }

    /// <summary>The most digits of a sum of decimals; 0 where there is no limit.</summary>
    internal int MaximumDigits { get; init; }

    internal static DialectRules Of(QueryDialect dialect) => dialect switch
    {
        QueryDialect.PostgreSql => new DialectRules
        {
            ToDouble = "CAST({0} AS DOUBLE PRECISION)",
            ToDecimal = "CAST({0} AS NUMERIC)",
            ToText = "CAST({0} AS TEXT)",
            IsFloat = AbsorbsSmall,
            HasInfiniteDecimals = true,
            IsNaN = "{0} = 'NaN'",
            Variance = "VAR_POP({0})",
        },
        QueryDialect.MySql => new DialectRules
        {
            ToDouble = "CAST({0} AS DOUBLE)",
            ToDecimal = "CAST(1 AS DECIMAL(1, 0)) * {0}",
            ToText = "CAST({0} AS CHAR)",
            IsFloat = AbsorbsSmall,
            Variance = "VAR_POP({0})",
            EscapesBackslash = true,
            MaximumDigits = 65,
        },
        QueryDialect.DuckDB => new DialectRules
        {
            ToDouble = "CAST({0} AS DOUBLE)",
            IsNaN = "isnan({0})",
            Variance = "VAR_POP({0})",
        },
        QueryDialect.SQLite => new DialectRules
        {
            ToDouble = "CAST({0} AS REAL)",
            IsText = "typeof({0}) IN ('text', 'blob')",
        },
        QueryDialect.ClickHouse => new DialectRules
        {
            ToDouble = "toFloat64({0})",
            ToDecimal = "toDecimal128(1, 0) * {0}",
            ToText = "toString({0})",
            IsNaN = "isNaN({0})",
            Variance = "varPopStable({0})",
            HasWindows = false,
            IsFlat = true,
            EscapesBackslash = true,
            MaximumDigits = 38,
        },
        _ => new DialectRules
        {
            // Names of types differ; a literal with an exponent is a double everywhere.
            ToDouble = "1E0 * {0}",
            IsNaN = "{0} <> {0}",
            Variance = "VAR_POP({0})",
        },
    };

    // A decimal holds all these digits, a double does not.
    private const string AbsorbsSmall = "NOT ({0} - {0} + 1.0000000000000000000000001 > 1)";
}
