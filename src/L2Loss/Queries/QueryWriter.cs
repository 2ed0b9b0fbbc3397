using System.Globalization;
using System.Text;

namespace L2Loss;

/// <summary>
/// Writes the one statement whose rows are the sums of a table: a row for each part, group and model.
/// </summary>
/// <remarks>
/// The statement is nested: the user's expressions; their numbers; why a record is left out; the residual; the sums. So each
/// of them is written once, and the engine, which flattens them, does not compute more. Models are queries of their own put
/// together by UNION ALL: that is what engines push down to the servers that hold the data.
/// </remarks>
internal sealed class QueryWriter
{
    /// <summary>Beyond it the fourth power of a residual, times weights, is no double.</summary>
    internal const double LargestValue = 1e60;

    /// <summary>Below it a square, times weights, is no normal double; some engines end the query then.</summary>
    internal const double SmallestValue = 1e-60;

    internal const double LargestWeight = 1e30;
    internal const double SmallestWeight = 1e-30;

    private const string Largest = "1.7976931348623157e308";

    private readonly QueryPlan _plan;
    private readonly DialectRules _rules;
    private readonly string[] _groups;
    private readonly bool _isWeighted;
    private readonly List<string> _given = [];

    private QueryWriter(QueryPlan plan)
    {
        _plan = plan;
        _rules = DialectRules.Of(plan.Dialect);
        _isWeighted = plan.Weight is not null;
        _groups = [.. plan.Part is null ? [] : new[] { "part" }, .. plan.Keys.Select((_, i) => FormattableString.Invariant($"key{i + 1}"))];
    }

    // Where the engine's variance does not do, squares of actuals are summed about a pivot.
    private bool IsPivoted => !_plan.IsExact && (_isWeighted || _rules.Variance is null);

    /// <summary>True where a dialect can sum decimals without rounding.</summary>
    internal static bool HasExact(QueryDialect dialect) => DialectRules.Of(dialect).ToDecimal is not null;

    /// <summary>The query.</summary>
    internal static string Write(QueryPlan plan)
    {
        var writer = new QueryWriter(plan);
        string query = string.Join("\nUNION ALL\n", plan.Predicted.Select(writer.OfModel));
        for (int i = 0; i < writer._given.Count; i++)
        {
            query = query.Replace(Mark(i), writer._given[i]);
        }

        return query;
    }

    /// <summary>Stands for the user's own SQL until the query is laid out: no blank is added in the middle of a text.</summary>
    private static string Mark(int number) => FormattableString.Invariant($"\u0001{number}\u0001");

    private string AsGiven(string sql)
    {
        _given.Add(sql);
        return Mark(_given.Count - 1);
    }

    private string OfModel(NamedExpression model)
    {
        string sums = Indent(Residuals(model));
        string groups = _groups.Length == 0 ? string.Empty : $"\nGROUP BY {string.Join(", ", _groups)}";
        return $"SELECT\n    {string.Join(",\n    ", Columns(model))}\nFROM (\n{sums}\n) AS l2loss_residuals{groups}";
    }

    private IEnumerable<string> Columns(NamedExpression model)
    {
        yield return As(Literal(QueryColumns.FormOf(_plan.Dialect, _plan.IsExact)), QueryColumns.Form);
        if (_plan.Part is not null)
        {
            yield return As("part", QueryColumns.Part);
        }

        for (int i = 1; i <= _plan.Keys.Count; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            yield return As(Literal(_plan.Keys[i - 1].Name), QueryColumns.KeyName + number);
            yield return As($"key{number}", QueryColumns.Key + number);
        }

        yield return As(Literal(model.Name), QueryColumns.Model);
        yield return As("COUNT(*)", QueryColumns.Read);
        yield return As(CountOf("fault = 1"), QueryColumns.Missing);
        yield return As(CountOf("fault = 2"), QueryColumns.NotNumeric);
        yield return As(CountOf("fault = 3"), QueryColumns.NotFinite);
        yield return As(CountOf("fault = 4"), QueryColumns.InvalidWeight);
        yield return As(CountOf("fault = 5"), QueryColumns.OutOfRange);
        foreach (string sum in _plan.IsExact ? ExactSums() : DoubleSums())
        {
            yield return sum;
        }
    }

    private IEnumerable<string> DoubleSums()
    {
        yield return As(CountOf(_isWeighted ? "(r = 0 AND a <> p) OR (w = 0 AND v > 0)" : "r = 0 AND a <> p"), QueryColumns.TooSmall);
        foreach (string sum in Sums())
        {
            yield return sum;
        }

        if (IsPivoted)
        {
            yield return As("MAX(centre)", QueryColumns.Pivot);
            yield return As(_isWeighted ? "SUM(w * c)" : "SUM(c)", QueryColumns.Actuals);
            yield return As(_isWeighted ? "SUM(w * c * c)" : "SUM(c * c)", QueryColumns.SquaredActuals);
        }
        else
        {
            string variance = string.Format(CultureInfo.InvariantCulture, _rules.Variance!, "b");
            yield return As("AVG(b)", QueryColumns.Pivot);
            yield return As("0", QueryColumns.Actuals);
            yield return As($"{variance} * COUNT(r)", QueryColumns.SquaredActuals);
        }
    }

    private IEnumerable<string> ExactSums()
    {
        yield return As("0", QueryColumns.TooSmall);
        foreach (string sum in Sums())
        {
            yield return sum;
        }

        yield return As("0", QueryColumns.Pivot);
        yield return As(Sum(_isWeighted ? "w * b" : "b"), QueryColumns.Actuals);
        yield return As(Sum(_isWeighted ? "w * b * b" : "b * b"), QueryColumns.SquaredActuals);
    }

    private IEnumerable<string> Sums()
    {
        if (!_isWeighted)
        {
            yield return As(Sum("r"), QueryColumns.Residuals);
            yield return As(Sum("ABS(r)"), QueryColumns.Absolutes);
            yield return As(Sum("r * r"), QueryColumns.Squares);
            yield return As(Sum("r * r * (r * r)"), QueryColumns.SquaredLosses);
            yield return As(Text("MAX(ABS(r))"), QueryColumns.MaxError);
            yield break;
        }

        yield return As(CountOf("fault = 0 AND w > 0"), QueryColumns.WithWeight);
        yield return As(Sum("w"), QueryColumns.Weights);
        yield return As(Sum("w * w"), QueryColumns.SquaredWeights);
        yield return As(Sum("w * r"), QueryColumns.Residuals);
        yield return As(Sum("w * ABS(r)"), QueryColumns.Absolutes);
        yield return As(Sum("w * r * r"), QueryColumns.Squares);
        yield return As(Sum("w * r * (w * r)"), QueryColumns.TwiceWeightedSquares);
        yield return As(Sum("w * r * r * (w * r * r)"), QueryColumns.SquaredLosses);
        yield return As(Text("MAX(CASE WHEN w > 0 THEN ABS(r) END)"), QueryColumns.MaxError);
        yield return As(Text("MAX(CASE WHEN w > 0 THEN w * r * r END)"), QueryColumns.LargestLoss);
    }

    /// <summary>The residual of each record that counts; with a pivot also how far the actual value lies from it.</summary>
    private string Residuals(NamedExpression model)
    {
        string weight = !_isWeighted ? string.Empty
            : _plan.IsExact ? ", CASE WHEN fault = 0 THEN v END AS w"
            : $", CASE WHEN fault = 0 THEN {Whole("v", SmallestWeight)} END AS w, v";
        string residual = _plan.IsExact ? "a - p" : Whole("a - p", SmallestValue);
        string residuals = $"SELECT {Prefix}fault, a, p{weight},\n    CASE WHEN fault = 0 THEN a END AS b, CASE WHEN fault = 0 THEN {residual} END AS r\n"
            + $"FROM (\n{Indent(Faults(model))}\n) AS l2loss_faults";
        if (!IsPivoted)
        {
            return residuals;
        }

        string carried = _isWeighted ? "fault, a, p, w, v, b, r" : "fault, a, p, b, r";
        string pivots = $"SELECT {Prefix}{carried}, {Pivot()} AS centre\nFROM (\n{Indent(residuals)}\n) AS l2loss_values";
        return $"SELECT {Prefix}{carried}, centre,\n"
            + $"    CASE WHEN fault = 0 THEN {Whole("b - centre", SmallestValue)} END AS c\n"
            + $"FROM (\n{Indent(pivots)}\n) AS l2loss_pivots";
    }

    private string Pivot()
    {
        if (!_rules.HasWindows)
        {
            // One for all groups, from a query of its own.
            string value = string.Format(CultureInfo.InvariantCulture, _rules.ToDouble, "x");
            return $"(SELECT AVG(CASE WHEN ABS({value}) <= {Number(LargestValue)} THEN {value} END) "
                + $"FROM (SELECT {AsGiven(_plan.Actual)} AS x FROM {Source}) AS l2loss_actuals)";
        }

        string over = _groups.Length == 0 ? "OVER ()" : $"OVER (PARTITION BY {string.Join(", ", _groups)})";
        return _isWeighted
            ? $"COALESCE(SUM(w * {Whole("b", SmallestValue)}) {over} / NULLIF(SUM(w) {over}, 0), 0)"
            : $"AVG(b) {over}";
    }

    /// <summary>Why each record is left out, as the order of the reasons is; 0 for one that counts.</summary>
    private string Faults(NamedExpression model)
    {
        string[] values = _isWeighted ? ["a", "p", "v"] : ["a", "p"];
        IEnumerable<string> missing = values.Select(value => $"{value} IS NULL");
        if (_rules.IsNaN is not null)
        {
            missing = missing.Concat(values.Select(value => string.Format(CultureInfo.InvariantCulture, _rules.IsNaN, value)));
        }

        var cases = new List<string> { $"WHEN {string.Join(" OR ", missing)} THEN 1" };
        if (_rules.IsText is not null)
        {
            cases.Add("WHEN is_text = 1 THEN 2");
        }

        cases.Add($"WHEN NOT (ABS(a) <= {Largest} AND ABS(p) <= {Largest}) THEN 3");
        if (_isWeighted)
        {
            cases.Add($"WHEN NOT (v >= 0 AND v <= {Largest}) THEN 4");
        }

        if (_plan.IsExact)
        {
            cases.Add("WHEN is_float = 1 THEN 5");
        }
        else
        {
            string limit = Number(LargestValue);
            string weight = _isWeighted ? $" AND v <= {Number(LargestWeight)}" : string.Empty;
            cases.Add($"WHEN NOT (ABS(a) <= {limit} AND ABS(p) <= {limit}{weight}) THEN 5");
        }

        return $"SELECT {Prefix}{string.Join(", ", values)},\n    CASE\n        {string.Join("\n        ", cases)}\n        ELSE 0\n"
            + $"    END AS fault\nFROM (\n{Indent(Numbers(model))}\n) AS l2loss_numbers";
    }

    /// <summary>The values as numbers of one type.</summary>
    private string Numbers(NamedExpression model)
    {
        string convert = _plan.IsExact ? _rules.ToDecimal! : _rules.ToDouble;
        (string Raw, string Number)[] values = _isWeighted ? [("x", "a"), ("y", "p"), ("z", "v")] : [("x", "a"), ("y", "p")];
        IEnumerable<string> columns = values.Select(
            value => As(string.Format(CultureInfo.InvariantCulture, convert, value.Raw), value.Number));
        string? check = _plan.IsExact ? _rules.IsFloat : _rules.IsText;
        if (check is not null)
        {
            IEnumerable<string> checks = values.Select(value => string.Format(CultureInfo.InvariantCulture, check, value.Raw));
            string name = _plan.IsExact ? "is_float" : "is_text";
            columns = columns.Append($"CASE WHEN {string.Join(" OR ", checks)} THEN 1 ELSE 0 END AS {name}");
        }

        return $"SELECT {Prefix}{string.Join(", ", columns)}\nFROM (\n{Indent(Given(model))}\n) AS l2loss_given";
    }

    /// <summary>The user's own expressions.</summary>
    private string Given(NamedExpression model)
    {
        var columns = new List<string>();
        if (_plan.Part is not null)
        {
            columns.Add(As(AsGiven(_plan.Part), "part"));
        }

        columns.AddRange(_plan.Keys.Select((key, i) => As(AsGiven(key.Sql), FormattableString.Invariant($"key{i + 1}"))));
        columns.Add(As(AsGiven(_plan.Actual), "x"));
        columns.Add(As(AsGiven(model.Sql), "y"));
        if (_plan.Weight is not null)
        {
            columns.Add(As(AsGiven(_plan.Weight), "z"));
        }

        return $"SELECT {string.Join(", ", columns)}\nFROM {Source}";
    }

    private string Prefix => string.Concat(_groups.Select(group => $"{group}, "));

    /// <summary>Engines want a name for a query in parentheses; a table keeps its own, by which expressions may call it.</summary>
    private string Source
    {
        get
        {
            string from = _plan.From.Trim();
            return from.StartsWith("(", StringComparison.Ordinal) && from.EndsWith(")", StringComparison.Ordinal)
                ? $"{AsGiven(from)} AS l2loss_source"
                : AsGiven(from);
        }
    }

    /// <summary>0 in place of a number too small to be squared.</summary>
    private static string Whole(string number, double smallest) =>
        $"CASE WHEN ABS({number}) >= {Number(smallest)} THEN {number} ELSE 0 END";

    private static string CountOf(string condition) => $"COUNT(CASE WHEN {condition} THEN 1 END)";

    private string Sum(string terms) => Text($"SUM({terms})");

    private string Text(string sum) =>
        _plan.IsExact ? string.Format(CultureInfo.InvariantCulture, _rules.ToText, sum) : sum;

    private static string As(string expression, string name) => $"{expression} AS {name}";

    private static string Number(double value) => value.ToString("e0", CultureInfo.InvariantCulture).Replace("e+0", "e").Replace("e-0", "e-");

    private string Literal(string text)
    {
        string escaped = text.Replace("'", "''");
        return $"'{(_rules.EscapesBackslash ? escaped.Replace("\\", "\\\\") : escaped)}'";
    }

    private static string Indent(string text)
    {
        var indented = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            indented.Append(indented.Length == 0 ? string.Empty : "\n").Append("    ").Append(line);
        }

        return indented.ToString();
    }
}
