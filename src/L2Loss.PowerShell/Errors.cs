using System.Management.Automation;

namespace L2Loss.PowerShell;

/// <summary>Every error and warning of the module: its id, its category and its words.</summary>
internal static class Errors
{
    /// <summary>A record with a value that cannot be measured.</summary>
    /// <param name="fault">Why it cannot.</param>
    /// <param name="where">The record, and in a file its line: see <see cref="Text.Where"/>.</param>
    /// <param name="place">What holds the value, such as <c>property 'Actual'</c>.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="cure">What the user may do, or null.</param>
    /// <param name="target">The record.</param>
    internal static ErrorRecord BadRecord(
        NumberFault fault, string where, string place, object? value, string? cure, object? target)
    {
        (string id, string verdict) = fault switch
        {
            NumberFault.Missing => ("MissingValue", "is missing"),
            NumberFault.NotFinite => ("NotFinite", "is not finite"),
            NumberFault.InvalidWeight => ("InvalidWeight", "is negative or not finite"),
            _ => ("NotNumeric", "is not numeric"),
        };
        string message = $"{where}: {place} {verdict}: {Text.Quote(value)}.";
        return InvalidData(id, cure is null ? message : $"{message} Hint: {cure}.", target);
    }

    /// <summary>A script block that failed on a record.</summary>
    internal static ErrorRecord FailedValue(string where, string place, Exception cause, object? target) =>
        new(
            new InvalidDataException($"{where}: {place} is not numeric: it failed. {cause.Message}", cause),
            "NotNumeric",
            ErrorCategory.InvalidData,
            target);

    /// <summary>A pipeline item that is nothing at all.</summary>
    internal static ErrorRecord NullRecord(long record) =>
        InvalidData("MissingValue", $"Record {record}: the record is missing: null.", null);

    /// <summary>A property that the first record does not have.</summary>
    internal static ErrorRecord PropertyNotFound(
        string parameter, string property, IReadOnlyList<string> properties, PSObject target)
    {
        string found = properties.Count == 0
            ? $"it has no properties (it is of type {target.BaseObject.GetType().Name})"
            : $"it has {Text.List(properties)}";
        string nearest = NearestName.Find(property, properties) is string name
            ? $" Did you mean -{parameter} '{name}'?"
            : target.BaseObject is string
            ? " A text is no record; if it names a file, give it to -Path."
            : target.BaseObject is System.Collections.IList
            ? " A whole list came as one record: pipe its elements, or give it to -InputObject."
            : $" Name it with -{parameter}; arrays of numbers go to -Actual and -Predicted.";
        return new ErrorRecord(
            new ArgumentException($"The first record has no property '{property}': {found}.{nearest}"),
            "PropertyNotFound",
            ErrorCategory.ObjectNotFound,
            target);
    }

    /// <summary>A column that the header of a file does not have.</summary>
    internal static ErrorRecord ColumnNotFound(
        string path, string parameter, string column, IReadOnlyList<string> columns, IReadOnlyList<string> nested)
    {
        string nearest = nested.Contains(column, StringComparer.OrdinalIgnoreCase)
            ? "The column of this name holds lists or structures, not values."
            : NearestName.Find(column, columns) is string name
            ? $"Did you mean -{parameter} '{name}'?"
            : columns.Count == 1
            ? "Are the values parted by something else? Name it with -Delimiter."
            : $"Name the column with -{parameter}.";
        return new ErrorRecord(
            new ArgumentException($"{path} has no column '{column}': it has {Text.List(columns)}. {nearest}"),
            "PropertyNotFound",
            ErrorCategory.ObjectNotFound,
            path);
    }

    /// <summary>A column that is there twice, so that its name does not say which one is meant.</summary>
    internal static ErrorRecord RepeatedColumn(string path, string column, int first, int second) =>
        OfFile(
            "MalformedFile",
            ErrorCategory.InvalidData,
            path,
            $"columns {first} and {second} are both called '{column}'. Rename one of them in the file.",
            null);

    /// <summary>A file that is not there.</summary>
    internal static ErrorRecord FileNotFound(string path, Exception? cause) =>
        OfFile("FileNotFound", ErrorCategory.ObjectNotFound, path, "there is no such file.", cause);

    /// <summary>A file that cannot be opened or read.</summary>
    internal static ErrorRecord FileUnreadable(string path, Exception cause) =>
        OfFile("FileUnreadable", ErrorCategory.ReadError, path, $"the file cannot be read. {cause.Message}", cause);

    /// <summary>A path of another provider than the file system.</summary>
    internal static ErrorRecord NotAFilePath(string path, string provider) =>
        OfFile(
            "FileUnreadable",
            ErrorCategory.InvalidArgument,
            path,
            $"the path belongs to the provider {provider}; only files can be read.",
            null);

    /// <summary>A file that breaks off or breaks its format.</summary>
    internal static ErrorRecord MalformedFile(string path, Exception cause) =>
        OfFile("MalformedFile", ErrorCategory.InvalidData, path, cause.Message, cause);

    /// <summary>A record of one of two files whose key the other one does not have.</summary>
    internal static ErrorRecord UnmatchedKey(string where, string key, string other, string path) =>
        InvalidData(
            "UnmatchedKey",
            $"{where}: {other} has no record with the key {key}. Hint: -SkipMissing counts such records without an error.",
            path);

    /// <summary>A record whose key an earlier one of the same file has.</summary>
    internal static ErrorRecord DuplicateKey(string where, string key, long first, string path) =>
        InvalidData(
            "DuplicateKey",
            $"{where}: record {first} has the same key {key}, and only that one counts. Hint: name with -Key all columns "
            + "that tell the records apart.",
            path);

    /// <summary>A parameter without which two files cannot be joined.</summary>
    internal static ErrorRecord JoinIncomplete(string parameter) =>
        InvalidArgument(
            "ParameterMissing", $"-{parameter} is missing: two files are joined with -ActualPath, -PredictedPath and -Key.", null);

    /// <summary>A script block where only the name of a column will do.</summary>
    internal static ErrorRecord ScriptInJoin() =>
        InvalidArgument(
            "ScriptBlockInJoin",
            "With -ActualPath and -PredictedPath the property parameters take names of columns, not script blocks, since no "
            + "record has all values of both files.",
            null);

    /// <summary>A culture that does not exist.</summary>
    internal static ErrorRecord UnknownCulture(string name) =>
        InvalidArgument(
            "UnknownCulture", $"There is no culture '{name}'. Names look like en-US, de-DE or fr-FR.", name);

    /// <summary>An array that was not given, or null.</summary>
    internal static ErrorRecord ArrayMissing(string parameter) =>
        InvalidArgument(
            "ArrayMissing",
            $"-{parameter} is missing or null: give -Actual and -Predicted, and with -Weight one weight for each value.",
            null);

    /// <summary>Arrays of different length.</summary>
    internal static ErrorRecord LengthMismatch(string first, int firstCount, string second, int secondCount) =>
        InvalidArgument(
            "LengthMismatch",
            $"-{first} has {Text.Count(firstCount, "value")} and -{second} has {Text.Count(secondCount, "value")}: "
            + "both need the same length.",
            null);

    /// <summary>Weights that are all 0, so that there is no mean.</summary>
    internal static ErrorRecord NoWeight(L2LossSummary summary) =>
        InvalidData(
            "InvalidWeight",
            $"The weights of all {Text.Count(summary.Count, "record")}{Text.Of(summary.Model, summary.Group)} are 0: "
            + "there is no mean, and Mse is NaN.",
            summary);

    /// <summary>Something in the pipeline that is neither summary nor item.</summary>
    internal static ErrorRecord NotASummary(object input) =>
        new(
            new ArgumentException(
                $"{Text.Quote(input)} is not a summary of Measure-L2Loss: it has no property "
                + $"'{nameof(L2LossSummary.MergeState)}'."),
            "NotASummary",
            ErrorCategory.InvalidType,
            input);

    /// <summary>A summary without the sums that merging needs.</summary>
    internal static ErrorRecord NotMergeable(object input) =>
        InvalidData(
            "NotMergeable",
            $"The summary cannot be merged: its property '{nameof(L2LossSummary.MergeState)}' is empty or was changed. "
            + "Hint: pass on all properties of the summaries that Measure-L2Loss wrote.",
            input);

    /// <summary>A summary with a property that throws.</summary>
    internal static ErrorRecord FailedSummary(object input, Exception cause) =>
        InvalidData("FailedSummary", $"The summary cannot be read: {cause.Message}", input);

    /// <summary>A summary with which there would be more records than can be counted.</summary>
    internal static ErrorRecord TooManyRecords(object input) =>
        InvalidData(
            "TooManyRecords",
            "The summary cannot be merged: with it there would be more records or parts than can be counted.",
            input);

    /// <summary>Fewer parts than there should be.</summary>
    internal static ErrorRecord PartsMissing(int expected, IReadOnlyList<Summaries.MergedSummary> merged)
    {
        const int Most = 12;
        string found = merged.Count == 0
            ? "there is no summary"
            : string.Join(", ", merged.Take(Most).Select(
                part => FormattableString.Invariant($"{part.Parts}{Text.Of(part.Identity.Model, part.Identity.Group)}")));
        string others = merged.Count > Most ? $" and {Text.Count(merged.Count - Most, "other")}" : string.Empty;
        return new ErrorRecord(
            new InvalidDataException(
                $"-ExpectedCount asks for {Text.Count(expected, "part")} of each model and group, and there are fewer: {found}{others}. "
                + "Hint: is a node down?"),
            "PartsMissing",
            ErrorCategory.ObjectNotFound,
            null);
    }

    /// <summary>Numbers where the name of a property belongs.</summary>
    internal static ErrorRecord NumbersAsProperty(string command, string parameter, object value) =>
        InvalidArgument(
            "NumbersAsProperty",
            $"-{parameter} takes the name of a property or a script block, and got {Text.Quote(value)}. "
            + $"For numbers or arrays name the parameters: {command} -Actual $actual -Predicted $predicted.",
            value);

    /// <summary>Two parameters that exclude each other.</summary>
    internal static ErrorRecord ParameterConflict(string first, string second) =>
        InvalidArgument("ParameterConflict", $"-{first} and -{second} exclude each other: give one of them.", null);

    /// <summary>The warning of a summary without records.</summary>
    internal static string NoRecords(L2LossSummary summary)
    {
        string leftOut = summary.Read == 0 ? "there were none" : $"all {summary.Read} were left out";
        return $"No record{Text.Of(summary.Model, summary.Group)} was measured ({leftOut}): Count is 0 and Mse is NaN.";
    }

    /// <summary>The warning that some bad records were counted only.</summary>
    internal static string ManyBadRecords(long count, string reasons, int reported) =>
        $"{Text.Count(count, "record")} left out ({reasons}); only the first {reported} were reported as errors.";

    /// <summary>The warning that some records of a file have values beyond its columns.</summary>
    internal static string LongRecords(string path, long count, long line) =>
        $"{path}: {Text.Count(count, "record")} with more values than the header has columns, the first on line {line}; "
        + "the values beyond the header are not used. Hint: is it a decimal comma? Then quote the values, or use another "
        + "-Delimiter.";

    /// <summary>The warning of comparing nothing.</summary>
    internal const string NothingToCompare = "There was no record to compare.";

    /// <summary>The warning of merging nothing.</summary>
    internal const string NothingToMerge = "There was no summary to merge.";

    private static ErrorRecord OfFile(
        string id, ErrorCategory category, string path, string message, Exception? cause) =>
        new(new IOException($"{path}: {message}", cause), id, category, path);

    /// <summary>A gate without a limit.</summary>
    internal static ErrorRecord NoLimit() =>
        InvalidArgument(
            "NoLimit",
            "There is no limit to test: give -MaximumMse, -MaximumRmse, -MaximumMae, -MaximumError, -MinimumR2, -MinimumCount, "
            + "-MaximumLeftOutPercent, -Baseline or -BaselinePath.",
            null);

    /// <summary>A regression over nothing.</summary>
    internal static ErrorRecord BaselineMissing() =>
        InvalidArgument(
            "BaselineMissing", "-MaximumRegressionPercent says how far the Mse may be above that of a baseline: give -Baseline or -BaselinePath too.", null);

    /// <summary>A baseline that is no summary.</summary>
    internal static ErrorRecord NotABaseline(PSObject input) =>
        InvalidArgument(
            "NotABaseline",
            $"-Baseline takes summaries of Measure-L2Loss, and {Text.Quote(input)} has no number in a property 'Mse'. "
            + "Hint: -BaselinePath reads the file of saved ones.",
            input);

    /// <summary>A baseline without a summary.</summary>
    internal static ErrorRecord EmptyBaseline() =>
        InvalidArgument(
            "NotABaseline",
            "The baseline holds no summary. Hint: Measure-L2Loss -SummaryOnly | ConvertTo-Json | Set-Content baseline.json.",
            null);

    /// <summary>A file of baselines whose name does not say how it is written.</summary>
    internal static ErrorRecord UnknownBaselineFile(string path) =>
        InvalidArgument(
            "UnknownBaselineFile",
            $"-BaselinePath reads .json, .xml and .csv, and cannot read {Text.Quote(path)}. "
            + "Hint: ConvertTo-Json | Set-Content baseline.json saves summaries.",
            path);

    /// <summary>A file of baselines that cannot be read.</summary>
    internal static ErrorRecord UnreadableBaselineFile(string path, Exception cause) =>
        OfFile("FileUnreadable", ErrorCategory.ReadError, path, $"the baseline cannot be read. {cause.Message}", cause);

    /// <summary>Two baselines for the same summaries.</summary>
    internal static ErrorRecord AmbiguousBaseline(PSObject input) =>
        InvalidArgument(
            "AmbiguousBaseline",
            "Two summaries of the baseline have the same model and group. Hint: Merge-L2Loss makes one of them.",
            input);

    /// <summary>A summary that no baseline is for.</summary>
    internal static ErrorRecord BaselineNotFound(PSObject summary, string? model, string? group) =>
        new(
            new ArgumentException(
                $"The baseline has no summary{Text.Of(model, group)}: the test failed. Hint: save a new baseline where it is new."),
            "BaselineNotFound",
            ErrorCategory.ObjectNotFound,
            summary);

    /// <summary>A baseline that no summary came for.</summary>
    internal static ErrorRecord BaselineNotMeasured(Summaries.SummaryIdentity baseline) =>
        new(
            new ArgumentException(
                $"The baseline has a summary{Text.Of(baseline.Model, baseline.Group)}, and nothing was measured for it: the test failed."),
            "BaselineNotMeasured",
            ErrorCategory.ObjectNotFound,
            null);

    /// <summary>Something without the property that a limit is for.</summary>
    internal static ErrorRecord NotTestable(PSObject input, string property, bool isAbsent) =>
        InvalidData(
            "NotTestable",
            isAbsent
                ? $"{Text.Quote(input)} has no property '{property}': the test failed."
                : $"The property '{property}' of the summary is not numeric: the test failed.",
            input);

    /// <summary>A gate that got no summary.</summary>
    internal static ErrorRecord NothingToTest() =>
        new(
            new ArgumentException("There was no summary to test: the test failed."),
            "NoSummary",
            ErrorCategory.ObjectNotFound,
            null);

    /// <summary>The warning that a summary without records cannot pass.</summary>
    internal static string NoRecordsToTest(L2LossVerdict verdict) =>
        $"The summary{Text.Of(verdict.Model, verdict.Group)} has no records: the test failed.";

    /// <summary>The warning that a value which is not known cannot pass.</summary>
    internal static string ValueUnknown(L2LossVerdict verdict, IReadOnlyList<string> limits) =>
        $"The summary{Text.Of(verdict.Model, verdict.Group)} or its baseline is NaN or infinite where "
        + $"{Text.List(limits)} needs a number: the test failed.";

    /// <summary>A gate that did not pass: the sentences of all that failed.</summary>
    internal static ErrorRecord LossExceeded(IReadOnlyList<L2LossVerdict> verdicts)
    {
        const int Most = 20;
        L2LossVerdict[] failed = [.. verdicts.Where(verdict => !verdict.Passed)];
        IEnumerable<string> lines = failed.Take(Most).Select(
            verdict => $"{Which(verdict.Model, verdict.Group)}{verdict.Reason}");
        string message = verdicts.Count == 1
            ? lines.First()
            : $"{failed.Length} of {verdicts.Count} summaries did not pass:{Environment.NewLine}  "
                + string.Join($"{Environment.NewLine}  ", lines);
        if (failed.Length > Most)
        {
            message += $"{Environment.NewLine}  and {Text.Count(failed.Length - Most, "other")}";
        }

        return new ErrorRecord(new InvalidDataException(message), "L2LossExceeded", ErrorCategory.LimitsExceeded, failed);
    }

    private static string Which(string? model, string? group)
    {
        string[] names = [.. new[] { group, model }.OfType<string>().Select(name => Text.Quote(name))];
        return names.Length == 0 ? string.Empty : $"{string.Join(", ", names)}: ";
    }

    /// <summary>Nothing to compare with.</summary>
    internal static ErrorRecord TooFewModels(string[] models) =>
        InvalidArgument(
            "TooFewModels",
            $"To compare takes two models or more, and there is {(models.Length == 0 ? "none" : Text.List(models))}. "
            + "Hint: -PredictedProperty ModelA, ModelB or 'Model*'; -Predicted @{ ModelA = $a; ModelB = $b }.",
            null);

    /// <summary>A baseline that is none of the models.</summary>
    internal static ErrorRecord UnknownModel(string baseline, string[] models)
    {
        string hint = NearestName.Find(baseline, models) is string name ? $" Did you mean -Baseline '{name}'?" : string.Empty;
        return InvalidArgument(
            "UnknownBaseline", $"-Baseline '{baseline}' is none of the models {Text.List(models)}.{hint}", baseline);
    }

    /// <summary>The warning of a comparison without records.</summary>
    internal static string NothingCompared(L2LossComparison comparison)
    {
        string leftOut = comparison.Read == 0 ? "there were none" : $"all {comparison.Read} were left out";
        return $"No record{Text.Of(comparison.Model, comparison.Group)} was compared ({leftOut}): Count is 0 and Mse is NaN.";
    }

    private static ErrorRecord InvalidData(string id, string message, object? target) =>
        new(new InvalidDataException(message), id, ErrorCategory.InvalidData, target);

    private static ErrorRecord InvalidArgument(string id, string message, object? target) =>
        new(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target);
}
