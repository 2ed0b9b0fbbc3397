namespace L2Loss;

/// <summary>The columns of the rows that a query gives, by name.</summary>
internal static class QueryColumns
{
    /// <summary>Which form the row has: <see cref="FormOf"/>.</summary>
    internal const string Form = "L2LossQuery";

    internal const string Part = "L2LossPart";
    internal const string KeyName = "L2LossKeyName";
    internal const string Key = "L2LossKey";
    internal const string Model = "L2LossModel";

    /// <summary>All records.</summary>
    internal const string Read = "L2LossRead";
    internal const string Missing = "L2LossMissing";
    internal const string NotNumeric = "L2LossNotNumeric";
    internal const string NotFinite = "L2LossNotFinite";
    internal const string InvalidWeight = "L2LossInvalidWeight";

    /// <summary>Records left out since the engine could not sum them.</summary>
    internal const string OutOfRange = "L2LossOutOfRange";

    /// <summary>Records with a number that was summed as 0.</summary>
    internal const string TooSmall = "L2LossTooSmall";

    /// <summary>Records that have weight.</summary>
    internal const string WithWeight = "L2LossWithWeight";
    internal const string Weights = "L2LossWeights";
    internal const string SquaredWeights = "L2LossSquaredWeights";
    internal const string Residuals = "L2LossResiduals";
    internal const string Absolutes = "L2LossAbsolutes";
    internal const string Squares = "L2LossSquares";
    internal const string TwiceWeightedSquares = "L2LossTwiceWeightedSquares";
    internal const string SquaredLosses = "L2LossSquaredLosses";

    /// <summary>What the next two are sums about: sum(w * (a - pivot)) and sum(w * (a - pivot)^2).</summary>
    internal const string Pivot = "L2LossPivot";
    internal const string Actuals = "L2LossActuals";
    internal const string SquaredActuals = "L2LossSquaredActuals";

    /// <summary>max(|r|)</summary>
    internal const string MaxError = "L2LossMaxError";

    /// <summary>max(w * r^2); only with weights.</summary>
    internal const string LargestLoss = "L2LossLargestLoss";

    /// <summary>min(a) and max(a): doubles that are all the same have no variance, whatever rounding says.</summary>
    internal const string MinActual = "L2LossMinActual";
    internal const string MaxActual = "L2LossMaxActual";

    /// <summary>max(w), by which sums of decimals must have fitted; only where these are summed.</summary>
    internal const string MaxWeight = "L2LossMaxWeight";

    private const string Version = "1";

    /// <summary>The first column of a row: a version, the dialect and whether its sums are exact.</summary>
    internal static string FormOf(QueryDialect dialect, bool isExact) =>
        $"{Version} {dialect} {(isExact ? "exact" : "double")}";

    /// <summary>Reads <see cref="FormOf"/>; false for anything else.</summary>
    internal static bool TryReadForm(string? text, out QueryDialect dialect, out bool isExact)
    {
        (dialect, isExact) = (default, false);
        string[] parts = (text ?? string.Empty).Split(' ');
        isExact = parts.Length == 3 && parts[2] == "exact";
        return parts.Length == 3 && parts[0] == Version && (isExact || parts[2] == "double")
            && Enum.TryParse(parts[1], out dialect) && dialect.ToString() == parts[1] && char.IsLetter(parts[1][0]);
    }
}
