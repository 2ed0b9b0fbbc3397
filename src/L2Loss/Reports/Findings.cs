namespace L2Loss.Reports;

/// <summary>L2 or L1: what the numbers of a model say about it, in plain words.</summary>
internal static class Findings
{
    // Rmse / Mae is 1 where all errors have one size, 1.25 for a normal distribution, 1.41 for a Laplace distribution.
    private const double AlikeRatio = 1.1;
    private const double NormalRatio = 1.35;

    private const double LargeShare = 0.5;
    private const int FewRecords = 30;

    /// <summary>The sentences for one model.</summary>
    internal static IReadOnlyList<string> Of(ModelTotals model, NumberText numbers)
    {
        if (double.IsNaN(model.Rmse))
        {
            return ["No record was measured: there is nothing to say about its errors."];
        }

        if (model.Rmse == 0.0)
        {
            return [$"All {numbers.Count(model.Count, "prediction")} are exact. Is that possible, or was the actual value predicted from itself?"];
        }

        List<string> sentences = [Ratio(model, numbers), Worst(model, numbers), Bias(model, numbers)];
        L2LossSummary[] groups = [.. model.WorstFirst.Where(summary => summary.Group is not null)];
        if (groups.Length > 1)
        {
            sentences.Add(Groups(groups, numbers));
        }

        if (model.R2 < 0.0)
        {
            sentences.Add($"R² is {numbers.Short(model.R2)}: predicting the mean of the actual values each time would be better than this model.");
        }

        if (model.Count < FewRecords)
        {
            sentences.Add($"There {(model.Count == 1 ? "is" : "are")} only {numbers.Count(model.Count, "record")}: one more could change all of this.");
        }

        return [.. sentences.Where(sentence => sentence.Length > 0)];
    }

    private static string Ratio(ModelTotals model, NumberText numbers)
    {
        double ratio = model.Rmse / model.Mae;
        string numbersOf = $"The RMSE (L2) is {numbers.Short(model.Rmse)} and the MAE (L1) {numbers.Short(model.Mae)}, a ratio of "
            + $"{numbers.Short(Math.Round(ratio, 2))}; it is 1 where all errors have the same size and 1.25 for a normal distribution.";
        return ratio <= AlikeRatio
            ? $"{numbersOf} The errors are of much the same size: L1 and L2 say the same, and either will do."
            : ratio <= NormalRatio
            ? $"{numbersOf} There are no heavy tails: L2 is a fair measure here."
            : $"{numbersOf} A part of the records misses by far more than the rest, and the RMSE is mostly about them. Quote "
                + "both. If cost grows in proportion to the size of a miss, go by L1.";
    }

    private static string Worst(ModelTotals model, NumberText numbers)
    {
        if (model.Worst is not L2LossSummary worst || double.IsNaN(model.WorstShare))
        {
            return string.Empty;
        }

        string where = (worst.Group is null ? string.Empty : $" of group {Name(worst.Group)}")
            + ((worst.LargestSource ?? worst.Source) is string source
                ? $" in {VisibleText.Of(ReportTables.FileName(source))}"
                : string.Empty);
        // Of merged data the number is that among the records of all parts, and databases do not tell it.
        string number = worst.LargestIndex > 0 ? $" {NumberText.Record(worst.LargestIndex)}{(worst.Parts > 1 ? " of all parts" : string.Empty)}" : string.Empty;
        string which = (number + where).Length == 0 ? string.Empty : $",{number}{where},";
        string record = $"The worst record{which} carries {numbers.Percent(model.WorstShare)} of the sum of squares.";
        string without = double.IsNaN(model.RmseWithoutWorst)
            ? string.Empty
            : $" Without it the RMSE would be {numbers.Short(model.RmseWithoutWorst)}.";
        return model.Count > 2 && model.WorstShare >= LargeShare
            ? $"{record}{without} Look at it first: if it is a typing error, correct it and measure again; if it is real, decide "
                + "whether one such miss may outweigh all others."
            : model.WorstShare >= 10.0 / Math.Max(model.Count, 1) && model.WorstShare >= 0.01
            ? $"{record}{without} Look at it and at the other worst records below."
            : model.WorstShare < LargeShare ? $"{record} No single record makes this result." : record;
    }

    private static string Bias(ModelTotals model, NumberText numbers)
    {
        double share = model.Bias / model.Rmse * (model.Bias / model.Rmse);
        if (double.IsNaN(share))
        {
            return string.Empty;
        }

        string size = $"Predictions are {numbers.Short(Math.Abs(model.Bias))} too {(model.Bias < 0.0 ? "high" : "low")} on average, which is "
            + $"{numbers.Percent(share)} of the MSE.";
        return share >= 0.25 ? $"{size} Correct this shift before anything else: it is the cheapest gain there is."
            : share >= 0.01 ? size
            : "There is next to no bias: predictions are too high about as much as too low.";
    }

    private static string Groups(L2LossSummary[] groups, NumberText numbers)
    {
        L2LossSummary worst = groups[0];
        L2LossSummary best = groups[^1];
        double ratio = worst.Rmse / best.Rmse;
        return ratio < 1.2
            ? $"All {numbers.Count(groups.Length)} groups have much the same RMSE."
            : $"Group {Name(worst.Group)} has the largest RMSE, {numbers.Short(worst.Rmse)}"
                + (double.IsFinite(ratio) ? $": {numbers.Short(Math.Round(ratio, 1))} times that of {Name(best.Group)}" : string.Empty)
                + ". Look at it next.";
    }

    /// <summary>A group in a sentence; that of blank values has a word of its own.</summary>
    private static string Name(string? group) => VisibleText.Of(group) is var name && name.Trim(',', ' ').Length == 0 ? "(blank)" : name;
}
