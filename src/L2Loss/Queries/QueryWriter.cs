using System.Globalization;
using System.Text.RegularExpressions;

namespace L2Loss;

/// <summary>
/// Writes the one statement whose rows are the sums of a table: a row for each part, group and model.
/// </summary>
/// <remarks>
/// What is computed for a record is written step by step, each in a query of its own over the last: engines flatten them.
/// ClickHouse does not, and would send all rows of a distributed table; there the steps are names of one query. Models are
/// queries of their own put together by UNION ALL: that is what engines push down to the servers that hold the data.
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

    // A fault that only a database has: it cannot sum the record.
    private const NumberFault OutOfRange = NumberFault.InvalidWeight + 1;

    private static readonly Regex Names = new(@"\b(?:[apvwbrcxyz]|fault|centre)\b", RegexOptions.CultureInvariant);

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
        IEnumerable<string> part = plan.Part is null ? [] : [_rules.IsFlat ? QueryColumns.Part : "part"];
        _groups = [.. part, .. plan.Keys.Select((_, i) => _rules.IsFlat ? QueryColumns.Key + Text(i + 1) : KeyOf(i))];
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
        if (writer._rules.IsFlat)
        {
            // The names stand beside those of the table.
            query = Names.Replace(query, "l2loss_$0");
        }

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
        List<QueryLevel> levels = Levels(model);
        string sums = string.Join(",\n    ", Columns(model));
        string groups = _groups.Length == 0 ? string.Empty : $"\nGROUP BY {string.Join(", ", _groups)}";
        if (_rules.IsFlat)
        {
            IEnumerable<string> expressions = levels.SelectMany(level => level.Computed);
            return $"WITH\n    {string.Join(",\n    ", expressions)}\nSELECT\n    {sums}\nFROM {Source}{groups}";
        }

        string rows = levels.Aggregate(Source, (from, level) => level.Over(from, _groups));
        return $"SELECT\n    {sums}\nFROM {rows}{groups}";
    }

    private IEnumerable<string> Columns(NamedExpression model)
    {
        yield return As(Literal(QueryColumns.FormOf(_plan.Dialect, _plan.IsExact)), QueryColumns.Form);
        if (_plan.Part is not null)
        {
            yield return As(_rules.IsFlat ? AsGiven(_plan.Part) : "part", QueryColumns.Part);
        }

        for (int i = 1; i <= _plan.Keys.Count; i++)
        {
            string number = Text(i);
            yield return As(Literal(_plan.Keys[i - 1].Name), QueryColumns.KeyName + number);
            yield return As(_rules.IsFlat ? AsGiven(_plan.Keys[i - 1].Sql) : KeyOf(i - 1), QueryColumns.Key + number);
        }

        yield return As(Literal(model.Name), QueryColumns.Model);
        yield return As("COUNT(*)", QueryColumns.Read);
        yield return As(CountOf(NumberFault.Missing), QueryColumns.Missing);
        yield return As(CountOf(NumberFault.NotNumeric), QueryColumns.NotNumeric);
        yield return As(CountOf(NumberFault.NotFinite), QueryColumns.NotFinite);
        yield return As(CountOf(NumberFault.InvalidWeight), QueryColumns.InvalidWeight);
        yield return As(CountOf(OutOfRange), QueryColumns.OutOfRange);
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
            string variance = Fill(_rules.Variance!, "b");
            yield return As("AVG(b)", QueryColumns.Pivot);
            yield return As("0", QueryColumns.Actuals);
            yield return As($"{variance} * COUNT(r)", QueryColumns.SquaredActuals);
        }

        foreach (string range in ActualRange())
        {
            yield return range;
        }
    }

    private IEnumerable<string> ActualRange()
    {
        string value = _isWeighted ? "CASE WHEN w > 0 THEN b END" : "b";
        yield return As(Text($"MIN({value})"), QueryColumns.MinActual);
        yield return As(Text($"MAX({value})"), QueryColumns.MaxActual);
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
        foreach (string range in ActualRange())
        {
            yield return range;
        }

        if (_isWeighted)
        {
            yield return As(Text("MAX(w)"), QueryColumns.MaxWeight);
        }
    }

    private IEnumerable<string> Sums()
    {
        if (!_isWeighted)
        {
            yield return As(Sum("r"), QueryColumns.Residuals);
            yield return As(Sum("abs(r)"), QueryColumns.Absolutes);
            yield return As(Sum("r * r"), QueryColumns.Squares);
            yield return As(Sum("r * r * (r * r)"), QueryColumns.SquaredLosses);
            yield return As(Text("MAX(abs(r))"), QueryColumns.MaxError);
            yield break;
        }

        yield return As(CountOf("fault = 0 AND w > 0"), QueryColumns.WithWeight);
        yield return As(Sum("w"), QueryColumns.Weights);
        yield return As(Sum("w * w"), QueryColumns.SquaredWeights);
        yield return As(Sum("w * r"), QueryColumns.Residuals);
        yield return As(Sum("w * abs(r)"), QueryColumns.Absolutes);
        yield return As(Sum("w * r * r"), QueryColumns.Squares);
        yield return As(Sum("w * r * (w * r)"), QueryColumns.TwiceWeightedSquares);
        yield return As(Sum("w * r * r * (w * r * r)"), QueryColumns.SquaredLosses);
        yield return As(Text("MAX(CASE WHEN w > 0 THEN abs(r) END)"), QueryColumns.MaxError);
        yield return As(Text("MAX(CASE WHEN w > 0 THEN w * r * r END)"), QueryColumns.LargestLoss);
    }

    /// <summary>What is computed for each record, step by step.</summary>
    private List<QueryLevel> Levels(NamedExpression model)
    {
        string[] values = _isWeighted ? ["a", "p", "v"] : ["a", "p"];
        string[] weight = _isWeighted ? ["w"] : [];
        var levels = new List<QueryLevel>
        {
            new("given", [], [.. Given(model)]) { IsFirst = true },
            new("numbers", [], [.. Numbers()]),
            new("faults", values, [Faults(values)]),
            new("residuals", ["fault", .. values], [.. Residuals()]),
        };
        if (IsPivoted)
        {
            string[] carried = ["fault", .. values, .. weight, "b", "r"];
            levels.Add(new("centres", carried, [As(Centre(), "centre")]));
            levels.Add(new("centred", [.. carried, "centre"], [As(Counted(Whole("b - centre", SmallestValue)), "c")]));
        }

        return levels;
    }

    /// <summary>The user's own expressions.</summary>
    private IEnumerable<string> Given(NamedExpression model)
    {
        if (_plan.Part is not null && !_rules.IsFlat)
        {
            yield return As(AsGiven(_plan.Part), "part");
        }

        for (int i = 0; i < _plan.Keys.Count && !_rules.IsFlat; i++)
        {
            yield return As(AsGiven(_plan.Keys[i].Sql), KeyOf(i));
        }

        yield return As(AsGiven(_plan.Actual), "x");
        yield return As(AsGiven(model.Sql), "y");
        if (_plan.Weight is not null)
        {
            yield return As(AsGiven(_plan.Weight), "z");
        }
    }

    /// <summary>The values as numbers of one type.</summary>
    private IEnumerable<string> Numbers()
    {
        (string Raw, string Number)[] values = _isWeighted ? [("x", "a"), ("y", "p"), ("z", "v")] : [("x", "a"), ("y", "p")];
        string convert = _plan.IsExact ? _rules.ToDecimal! : _rules.ToDouble;
        foreach ((string raw, string number) in values)
        {
            yield return As(Fill(convert, raw), number);
        }

        string? check = _plan.IsExact ? _rules.IsFloat : _rules.IsText;
        if (check is not null)
        {
            string checks = string.Join(" OR ", values.Select(value => Fill(check, value.Raw)));
            yield return As($"CASE WHEN {checks} THEN 1 ELSE 0 END", _plan.IsExact ? "is_float" : "is_text");
        }
    }

    /// <summary>Why each record is left out, as the order of the reasons is; 0 for one that counts.</summary>
    private string Faults(string[] values)
    {
        bool mayBeInfinite = !_plan.IsExact || _rules.HasInfiniteDecimals;
        IEnumerable<string> missing = values.Select(value => $"{value} IS NULL");
        if (_rules.IsNaN is not null && mayBeInfinite)
        {
            missing = missing.Concat(values.Select(value => Fill(_rules.IsNaN, value)));
        }

        var cases = new List<string> { Case(string.Join(" OR ", missing), NumberFault.Missing) };
        if (_rules.IsText is not null && !_plan.IsExact)
        {
            cases.Add(Case("is_text = 1", NumberFault.NotNumeric));
        }

        if (mayBeInfinite)
        {
            cases.Add(Case($"NOT (abs(a) <= {Largest} AND abs(p) <= {Largest})", NumberFault.NotFinite));
        }

        if (_isWeighted)
        {
            cases.Add(Case(mayBeInfinite ? $"NOT (v >= 0 AND v <= {Largest})" : "v < 0", NumberFault.InvalidWeight));
        }

        if (_plan.IsExact)
        {
            cases.Add(Case("is_float = 1", OutOfRange));
        }
        else
        {
            string limit = Number(LargestValue);
            string weight = _isWeighted ? $" AND v <= {Number(LargestWeight)}" : string.Empty;
            cases.Add(Case($"NOT (abs(a) <= {limit} AND abs(p) <= {limit}{weight})", OutOfRange));
        }

        return As($"CASE\n        {string.Join("\n        ", cases)}\n        ELSE 0\n    END", "fault");
    }

    /// <summary>The numbers of each record that counts; NULL of any other, which sums pass over.</summary>
    private IEnumerable<string> Residuals()
    {
        if (_isWeighted)
        {
            yield return As(Counted(_plan.IsExact ? "v" : Whole("v", SmallestWeight)), "w");
        }

        yield return As(Counted("a"), "b");
        yield return As(Counted(_plan.IsExact ? "a - p" : Whole("a - p", SmallestValue)), "r");
    }

    /// <summary>A mean, about which squares do not cancel.</summary>
    private string Centre()
    {
        if (!_rules.HasWindows)
        {
            // One for all groups, from a query of its own, which is run wherever the name stands: a sum of doubles is not the
            // same each time, six digits of it are.
            string value = Fill(_rules.ToDouble, AsGiven(_plan.Actual));
            return "(SELECT round(mean / unit) * unit FROM (SELECT "
                + $"AVG(CASE WHEN abs({value}) <= {Number(LargestValue)} THEN {value} END) AS mean, "
                + $"exp10(floor(log10(abs(mean) + 1e-290)) - 5) AS unit FROM {Source}))";
        }

        string over = _groups.Length == 0 ? "OVER ()" : $"OVER (PARTITION BY {string.Join(", ", _groups)})";
        return _isWeighted
            ? $"COALESCE(SUM(w * {Whole("b", SmallestValue)}) {over} / NULLIF(SUM(w) {over}, 0), 0)"
            : $"AVG(b) {over}";
    }

    /// <summary>Engines want a name for a query in parentheses; a table keeps its own, by which expressions may call it.</summary>
    private string Source
    {
        get
        {
            string from = _plan.From.Trim();
            return from is ['(', .., ')']
                ? $"{AsGiven(from)} AS l2loss_source"
                : AsGiven(from);
        }
    }

    /// <summary>0 in place of a number too small to be squared.</summary>
    private static string Whole(string number, double smallest) =>
        $"CASE WHEN abs({number}) >= {Number(smallest)} THEN {number} ELSE 0 END";

    private static string Counted(string value) => $"CASE WHEN fault = 0 THEN {value} END";

    private static string Fill(string pattern, string value) => string.Format(CultureInfo.InvariantCulture, pattern, value);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string KeyOf(int key) => "key" + Text(key + 1);

    private static string CountOf(string condition) => $"COUNT(CASE WHEN {condition} THEN 1 END)";

    private static string CountOf(NumberFault fault) => CountOf($"fault = {Text((int)fault)}");

    private static string Case(string condition, NumberFault fault) => $"WHEN {condition} THEN {Text((int)fault)}";

    private string Sum(string terms) => Text($"SUM({terms})");

    private string Text(string sum) =>
        _plan.IsExact ? Fill(_rules.ToText, sum) : sum;

    private static string As(string expression, string name) => $"{expression} AS {name}";

    private static string Number(double value) => value.ToString("e0", CultureInfo.InvariantCulture).Replace("e+0", "e").Replace("e-0", "e-");

    private string Literal(string text)
    {
        string escaped = text.Replace("'", "''");
        return AsGiven($"'{(_rules.EscapesBackslash ? escaped.Replace("\\", "\\\\") : escaped)}'");
    }
}
