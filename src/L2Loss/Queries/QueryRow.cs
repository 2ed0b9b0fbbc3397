using System.Globalization;
using System.Numerics;

namespace L2Loss;

/// <summary>Reads a row of a query: which part, group and model it is of, and its sums.</summary>
internal sealed class QueryRow
{
    // Sums of these sizes are lost in others: 2^-66.
    private static readonly ExactNumber Negligible = new(1, -66);

    // Of 53 bits 17 may be lost: ten digits are left.
    private static readonly ExactNumber LeastSpread = new(1, -17);

    private readonly Func<string, object?> _value;
    private string? _unreadable;
    private bool _isCancelling;

    private QueryRow(Func<string, object?> value) => _value = value;

    /// <summary>The part, as text; null where there is one only.</summary>
    internal string? Part { get; private set; }

    internal string? Model { get; private set; }

    /// <summary>The names and values of the keys.</summary>
    internal IReadOnlyList<(string Name, object? Value)> Keys { get; private set; } = [];

    /// <summary>The records left out, by reason.</summary>
    internal LeftOutCounts LeftOut { get; private set; }

    /// <summary>The sums; without weights those of the weights are counts.</summary>
    internal LossTotals Totals { get; private set; }

    /// <summary>True where records have weights.</summary>
    internal bool IsWeighted { get; private set; }

    /// <summary>False where the engine summed in floating point.</summary>
    internal bool IsExact { get; private set; }

    /// <summary>max(|r|) of the records that have weight.</summary>
    internal ExactNumber MaxError { get; private set; }

    /// <summary>max(w * r^2)</summary>
    internal ExactNumber LargestLoss { get; private set; }

    /// <summary>Records left out since the engine could not sum them.</summary>
    internal long OutOfRange { get; private set; }

    /// <summary>Reads a row.</summary>
    /// <param name="value">Gives the value of a column by its name; null where it is not there.</param>
    /// <param name="row">The row.</param>
    /// <returns>What is wrong with the row, in words; null where nothing is.</returns>
    internal static string? TryRead(Func<string, object?> value, out QueryRow row)
    {
        row = new QueryRow(value);
        string? problem = row.Read();
        return row._unreadable is string column
            ? $"its column '{column}' has no such value as the query gives"
            : problem;
    }

    /// <summary>The records behind the sums, of which the worst has no number.</summary>
    internal MergeState ToState() => new(
        LeftOut, Totals.WeightedCount > 0 ? WorstRecord.OfUnknown(MaxError, LargestLoss, IsWeighted) : default, Totals);

    private string? Read()
    {
        if (!QueryColumns.TryReadForm(Text(QueryColumns.Form), out QueryDialect dialect, out bool isExact))
        {
            _unreadable = QueryColumns.Form;
            return null;
        }

        IsExact = isExact;
        Part = _value(QueryColumns.Part) is null ? null : Text(QueryColumns.Part) ?? string.Empty;
        Model = Text(QueryColumns.Model);
        Keys = ReadKeys();
        OutOfRange = Count(QueryColumns.OutOfRange);
        LeftOut = new LeftOutCounts
        {
            Missing = Count(QueryColumns.Missing),
            NotNumeric = Count(QueryColumns.NotNumeric),
            NotFinite = Count(QueryColumns.NotFinite) + OutOfRange,
            InvalidWeight = Count(QueryColumns.InvalidWeight),
        };
        long count = Count(QueryColumns.Read) - LeftOut.Total;
        IsWeighted = _value(QueryColumns.Weights) is not null || _value(QueryColumns.SquaredWeights) is not null;
        if (_unreadable is not null || count < 0)
        {
            _unreadable ??= QueryColumns.Read;
            return null;
        }

        // The sum of nothing is NULL.
        if (count > 0)
        {
            Totals = ReadTotals(count);
            MaxError = Maximum(QueryColumns.MaxError);
            LargestLoss = IsWeighted ? Maximum(QueryColumns.LargestLoss) : MaxError * MaxError;
        }

        if (_unreadable is not null)
        {
            return null;
        }

        return isExact ? ExactProblem(DialectRules.Of(dialect)) : DoubleProblem(Count(QueryColumns.TooSmall));
    }

    private LossTotals ReadTotals(long count)
    {
        ExactNumber weights = IsWeighted ? Number(QueryColumns.Weights) : count;
        ExactNumber pivot = Number(QueryColumns.Pivot);
        ExactNumber actuals = Number(QueryColumns.Actuals);
        ExactNumber squaredActuals = Number(QueryColumns.SquaredActuals);
        ExactNumber squares = Number(QueryColumns.Squares);
        ExactNumber least = Maximum(QueryColumns.MinActual);
        if (!IsExact && (least - Maximum(QueryColumns.MaxActual)).IsZero)
        {
            (pivot, actuals, squaredActuals) = (least, default, default);
        }
        else if (!IsExact && Cancels(weights, actuals, squaredActuals))
        {
            _isCancelling = true;
        }

        // sum(w * (c + pivot)) and sum(w * (c + pivot)^2), where c = a - pivot
        ExactNumber shift = pivot * weights;
        return new LossTotals
        {
            Count = count,
            WeightedCount = IsWeighted ? Count(QueryColumns.WithWeight) : count,
            Weights = weights,
            SquaredWeights = IsWeighted ? Number(QueryColumns.SquaredWeights) : count,
            Residuals = Number(QueryColumns.Residuals),
            Absolutes = Number(QueryColumns.Absolutes),
            Squares = squares,
            TwiceWeightedSquares = IsWeighted ? Number(QueryColumns.TwiceWeightedSquares) : squares,
            SquaredLosses = Number(QueryColumns.SquaredLosses),
            Actuals = actuals + shift,
            SquaredActuals = squaredActuals + (2 * pivot * actuals) + (shift * pivot),
        };
    }

    /// <summary>
    /// True where sum(w * c^2) - sum(w * c)^2 / sum(w) has lost its digits: all actual values lie far from the pivot, beside
    /// their own spread.
    /// </summary>
    private static bool Cancels(in ExactNumber weights, in ExactNumber actuals, in ExactNumber squaredActuals)
    {
        ExactNumber total = (weights * squaredActuals) - (actuals * actuals);
        return (total - (weights * squaredActuals * LeastSpread)).IsNegative && weights.Digits.Sign > 0;
    }

    private List<(string Name, object? Value)> ReadKeys()
    {
        var keys = new List<(string Name, object? Value)>();
        for (int i = 1; ; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            if (Text(QueryColumns.KeyName + number) is not string name)
            {
                return keys;
            }

            keys.Add((name, _value(QueryColumns.Key + number)));
        }
    }

    /// <summary>
    /// A decimal product that does not fit loses digits or is cut off in silence in some engines: its number of places, or
    /// its size, says so.
    /// </summary>
    private string? ExactProblem(DialectRules rules)
    {
        const string Cure = "leave out -Exact, or measure the rows themselves: Measure-L2Loss -InputObject $command.ExecuteReader()";
        if (OutOfRange > 0)
        {
            return $"{OutOfRange.ToString(CultureInfo.InvariantCulture)} of its records have a floating-point number, and -Exact "
                + $"sums decimals and whole numbers only: {Cure}";
        }

        if (rules.MaximumDigits == 0 || Totals.Count == 0)
        {
            return null;
        }

        return HasAllDigits(rules.MaximumDigits)
            ? null
            : $"its sums have more digits than the {rules.MaximumDigits.ToString(CultureInfo.InvariantCulture)} that a decimal of "
                + $"the database holds: {Cure}";
    }

    /// <summary>True where every product has all its places, and every sum is too small to have been cut off.</summary>
    private bool HasAllDigits(int digits)
    {
        LossTotals totals = Totals;
        ExactNumber weight = IsWeighted ? Maximum(QueryColumns.MaxWeight) : 1;
        ExactNumber actual = Larger(
            Maximum(QueryColumns.MinActual).Abs, Maximum(QueryColumns.MaxActual).Abs);
        ExactNumber loss = weight * MaxError * MaxError;
        int weightPlaces = IsWeighted ? totals.Weights.Scale : 0;
        int places = totals.Residuals.Scale - weightPlaces;
        bool Fits(in ExactNumber sum, in ExactNumber largest, int factor, int weights) =>
            sum.Scale == (factor * places) + (weights * weightPlaces)
            && Digits(largest * Totals.Count, sum.Scale) < digits;

        return Fits(totals.Squares, loss, 2, 1)
            && Fits(totals.TwiceWeightedSquares, weight * loss, 2, IsWeighted ? 2 : 1)
            && Fits(totals.SquaredLosses, loss * loss, 4, 2)
            && Digits(weight * actual * actual * Totals.Count, Number(QueryColumns.SquaredActuals).Scale) < digits
            && Number(QueryColumns.SquaredActuals).Scale == (2 * (Number(QueryColumns.Actuals).Scale - weightPlaces)) + weightPlaces;
    }

    private static ExactNumber Larger(in ExactNumber x, in ExactNumber y) => (x - y).IsNegative ? y : x;

    /// <summary>Numbers too small to be squared count as 0; where the others are not far larger, that is not enough.</summary>
    private string? DoubleProblem(long tooSmall)
    {
        if (_isCancelling)
        {
            return "its actual values are alike beside their distance from those of other groups, and this database sums squares "
                + "about the mean of all: measure the rows themselves: Measure-L2Loss -InputObject $command.ExecuteReader()";
        }

        if (tooSmall == 0)
        {
            return null;
        }

        var least = ExactNumber.Of(QueryWriter.SmallestValue);
        var leastWeight = ExactNumber.Of(QueryWriter.SmallestWeight);
        ExactNumber weights = Totals.Weights;
        ExactNumber lost = least * weights;
        if (IsWeighted)
        {
            lost += leastWeight * tooSmall * MaxError;
        }

        return (Totals.Absolutes * Negligible - lost).IsNegative
            ? $"{tooSmall.ToString(CultureInfo.InvariantCulture)} of its records have a difference or weight too small for the "
                + "floating-point sums of a database: scale the values in the query, or measure the rows themselves: "
                + "Measure-L2Loss -InputObject $command.ExecuteReader()"
            : null;
    }

    /// <summary>How many digits a number has when it is written with so many decimal places.</summary>
    private static int Digits(in ExactNumber number, int places) =>
        (number.Digits.Abs * PowersOfTen.Whole(Math.Max(0, places - number.Scale))).ToBigInteger()
            .ToString("R", CultureInfo.InvariantCulture).Length;

    private string? Text(string column)
    {
        string text = KeyValues.ValueText(_value(column));
        return text.Length == 0 ? null : text;
    }

    private long Count(string column)
    {
        ExactNumber number = Number(column);
        WholeNumber count = number.Digits << Math.Max(number.Exponent, 0);
        if (number.IsNegative || number.Scale > 0 || number.Exponent < 0 || count.CompareTo(1L << 60) > 0)
        {
            _unreadable ??= column;
            return 0;
        }

        return (long)count.Small;
    }

    /// <summary>The largest of nothing is NULL, as where all weights are 0.</summary>
    private ExactNumber Maximum(string column) =>
        IsWeighted && Text(column) is null ? default : Number(column);

    private ExactNumber Number(string column)
    {
        ExactNumber number = default;
        bool isNumber = _value(column) switch
        {
            double value => IsFinite(value, out number),
            float value => IsFinite(value, out number),
            _ => Text(column) is string text && TryParse(text, out number),
        };
        if (!isNumber)
        {
            _unreadable ??= column;
        }

        return number;
    }

    private static bool IsFinite(double value, out ExactNumber number)
    {
        bool isFinite = NumberReader.ReadDouble(value, out Number read) == NumberFault.None;
        number = isFinite ? ExactNumber.Of(read) : default;
        return isFinite;
    }

    /// <summary>Digits of any number as they are; what has an exponent is the double that was written.</summary>
    private static bool TryParse(string text, out ExactNumber number)
    {
        number = default;
        if (text.IndexOfAny(['e', 'E']) >= 0)
        {
            return DoubleText.TryRead(text.AsSpan(), out double value) && IsFinite(value, out number);
        }

        int point = text.IndexOf('.');
        string digits = point < 0 ? text : text.Remove(point, 1);
        int scale = point < 0 ? 0 : text.Length - point - 1;
        bool isNumber = BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole);
        number = isNumber ? new ExactNumber(whole, 0, scale) : default;
        return isNumber;
    }
}
