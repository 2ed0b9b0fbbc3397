using System.Management.Automation;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Summaries;
using L2Loss.Reports;

namespace L2Loss.PowerShell.Reports;

/// <summary>
/// Reads what comes to a report by its properties, so that what was saved, or came from a job, serves as well.
/// </summary>
internal static class ReportInput
{
    private static readonly NumberReader Reader = new();

    /// <summary>Adds an object to a report; false for what is none of the four kinds.</summary>
    internal static bool TryAdd(L2LossReport report, PSObject input)
    {
        if (SummaryShape.IsItem(input))
        {
            return TryAddItem(report, input);
        }

        if (SummaryShape.IsSummary(input) || (ObjectValue.Has(input, nameof(L2LossSummary.Mse)) && ObjectValue.Has(input, nameof(L2LossSummary.Rmse))))
        {
            report.Add(ToSummary(new GivenSummary(input)));
        }
        else if (ObjectValue.Has(input, nameof(L2LossComparison.MeanLossDifference)) && ObjectValue.Has(input, nameof(L2LossComparison.BaselineMse)))
        {
            report.Comparisons.Add(ToComparison(input));
        }
        else if (ObjectValue.Has(input, nameof(L2LossVerdict.Passed)) && ObjectValue.Has(input, nameof(L2LossVerdict.Checks)))
        {
            report.Verdicts.Add(ToVerdict(input));
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>
    /// False for a record of -PassThru, which does not say which of its properties are the two numbers: those that happen to have
    /// such names may be others.
    /// </summary>
    private static bool TryAddItem(L2LossReport report, PSObject input)
    {
        if (input.BaseObject is L2LossItem live)
        {
            report.Add(live);
            return true;
        }

        double actual = Number(input, nameof(L2LossItem.Actual));
        double predicted = Number(input, nameof(L2LossItem.Predicted));
        double residual = Number(input, nameof(L2LossItem.Residual));
        if (double.IsNaN(actual) || double.IsNaN(predicted) || double.IsNaN(residual) || !ObjectValue.Has(input, nameof(L2LossItem.Index)))
        {
            return false;
        }

        double weight = Number(input, nameof(L2LossItem.Weight));
        report.Add(new L2LossWindowItem([])
        {
            Index = Whole(input, nameof(L2LossItem.Index)),
            Actual = actual,
            Predicted = predicted,
            Residual = residual,
            Difference = Number(input, nameof(L2LossItem.Difference)),
            L2Loss = Number(input, nameof(L2LossItem.L2Loss)),
            Weight = double.IsNaN(weight) ? 1.0 : weight,
            Model = ObjectValue.Text(input, nameof(L2LossItem.Model)),
            // The group of a blank value is blank, and CSV does not tell it from none.
            Group = ObjectValue.Text(input, nameof(L2LossItem.Group))
                ?? (ObjectValue.Text(input, nameof(L2LossItem.Key)) is null ? null : string.Empty),
            WindowRmse = Number(input, nameof(L2LossWindowItem.WindowRmse)),
        });
        return true;
    }

    private static L2LossSummary ToSummary(GivenSummary given) => new()
    {
        Model = given.Identity.Model,
        Group = given.Identity.Group,
        Source = given.Source,
        Read = Whole(given, nameof(L2LossSummary.Read)),
        Count = Whole(given, nameof(L2LossSummary.Count)),
        Missing = Whole(given, nameof(L2LossSummary.Missing)),
        UnmatchedActual = Whole(given, nameof(L2LossSummary.UnmatchedActual)),
        UnmatchedPredicted = Whole(given, nameof(L2LossSummary.UnmatchedPredicted)),
        DuplicateKeys = Whole(given, nameof(L2LossSummary.DuplicateKeys)),
        NotNumeric = Whole(given, nameof(L2LossSummary.NotNumeric)),
        NotFinite = Whole(given, nameof(L2LossSummary.NotFinite)),
        InvalidWeight = Whole(given, nameof(L2LossSummary.InvalidWeight)),
        Malformed = Whole(given, nameof(L2LossSummary.Malformed)),
        WeightSum = Number(given, nameof(L2LossSummary.WeightSum)),
        Rmse = Number(given, nameof(L2LossSummary.Rmse)),
        Mae = Number(given, nameof(L2LossSummary.Mae)),
        MeanError = Number(given, nameof(L2LossSummary.MeanError)),
        R2 = Number(given, nameof(L2LossSummary.R2)),
        LargestIndex = Whole(given, nameof(L2LossSummary.LargestIndex)),
        LargestSource = given.LargestSource,
        LargestShare = Number(given, nameof(L2LossSummary.LargestShare)),
        Exact = given.Exact,
        Parts = given.Parts,
    };

    private static L2LossComparison ToComparison(PSObject input) => new()
    {
        Model = ObjectValue.Text(input, nameof(L2LossComparison.Model)),
        Baseline = ObjectValue.Text(input, nameof(L2LossComparison.Baseline)),
        Group = ObjectValue.Text(input, nameof(L2LossComparison.Group)),
        Source = ObjectValue.Text(input, nameof(L2LossComparison.Source)),
        Count = Whole(input, nameof(L2LossComparison.Count)),
        Mse = Number(input, nameof(L2LossComparison.Mse)),
        BaselineMse = Number(input, nameof(L2LossComparison.BaselineMse)),
        SkillScore = Number(input, nameof(L2LossComparison.SkillScore)),
        MeanLossDifference = Number(input, nameof(L2LossComparison.MeanLossDifference)),
        ConfidenceLow = Number(input, nameof(L2LossComparison.ConfidenceLow)),
        ConfidenceHigh = Number(input, nameof(L2LossComparison.ConfidenceHigh)),
        PValue = Number(input, nameof(L2LossComparison.PValue)),
        WinRate = Number(input, nameof(L2LossComparison.WinRate)),
    };

    private static ReportVerdict ToVerdict(PSObject input)
    {
        // One text from CSV says only of which type the list was.
        object? checks = ObjectValue.Get(input, nameof(L2LossVerdict.Checks));
        List<string> sentences = [.. (LanguagePrimitives.GetEnumerable(checks) ?? Array.Empty<object>())
            .Cast<object?>().Select(Sentence).Where(sentence => sentence.Length > 0)];

        // The reason repeats the checks that failed, unless there was something else.
        if (ObjectValue.Text(input, nameof(L2LossVerdict.Reason)) is string reason
            && !sentences.Exists(sentence => reason.Contains(sentence, StringComparison.Ordinal)))
        {
            sentences.Insert(0, reason);
        }

        return new ReportVerdict
        {
            Model = ObjectValue.Text(input, nameof(L2LossVerdict.Model)),
            Group = ObjectValue.Text(input, nameof(L2LossVerdict.Group)),
            Source = ObjectValue.Text(input, nameof(L2LossVerdict.Source)),
            // Anything but a clear yes has not passed.
            Passed = string.Equals(
                ObjectValue.Text(input, nameof(L2LossVerdict.Passed)), "True", StringComparison.OrdinalIgnoreCase),
            Sentences = sentences,
        };
    }

    /// <summary>A check in words: its own where it has them, as after JSON it may not.</summary>
    private static string Sentence(object? check)
    {
        if (check is null)
        {
            return string.Empty;
        }

        var wrapped = PSObject.AsPSObject(check);
        return wrapped.BaseObject is PSCustomObject && ObjectValue.Text(wrapped, nameof(L2LossCheck.Name)) is string name
            && wrapped.TypeNames.Count > 0 && !wrapped.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal)
            ? FormattableString.Invariant(
                $"{name} {Number(wrapped, nameof(L2LossCheck.Limit)):G10}: {Number(wrapped, nameof(L2LossCheck.Value)):G10}")
            : LanguagePrimitives.ConvertTo<string>(check) ?? string.Empty;
    }

    private static double Number(PSObject input, string property)
    {
        NumberFault fault = Reader.Read(ObjectValue.Unwrap(ObjectValue.Get(input, property)), out Number number);
        return fault == NumberFault.None ? number.Value : double.NaN;
    }

    private static double Number(GivenSummary summary, string property)
    {
        _ = summary.GetNumber(property, out double number);
        return number;
    }

    private static long Whole(PSObject input, string property) => Whole(Number(input, property));

    private static long Whole(GivenSummary summary, string property) => Whole(Number(summary, property));

    private static long Whole(double number) => number is >= 0.0 and < long.MaxValue ? (long)number : 0;
}
