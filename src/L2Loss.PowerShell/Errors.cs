using System.Globalization;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Advice;
using L2Loss.PowerShell.Files;

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
    /// <param name="line">The line of a file, where it is too short to have the value.</param>
    internal static ErrorRecord BadRecord(
        NumberFault fault, string where, string place, object? value, string? cure, object? target, string? line = null)
    {
        (string id, string verdict) = fault switch
        {
            NumberFault.Missing => ("MissingValue", "is missing"),
            NumberFault.NotFinite => ("NotFinite", "is not finite"),
            NumberFault.InvalidWeight => ("InvalidWeight", "is negative or not finite"),
            _ => ("NotNumeric", "is not numeric"),
        };
        string found = line is null ? string.Empty : $"; the line is {Text.Quote(line)}";
        string message = $"{where}: {place} {verdict}: {Text.Quote(value)}{found}.";
        return InvalidData(id, cure is null ? message : $"{message} Hint: {cure}.", target);
    }

    /// <summary>A line of a file that gives no record.</summary>
    /// <param name="where">The line.</param>
    /// <param name="line">What it holds.</param>
    /// <param name="path">The file.</param>
    /// <param name="call">The command as it was called.</param>
    internal static ErrorRecord MalformedRecord(string where, BadLine line, string path, CommandLine call) =>
        InvalidData(
            "MalformedRecord",
            line.Problem is not null
                ? $"{where}: the line is not one JSON object: {Text.Sentence(line.Problem)}: {Text.Quote(line.Text)}."
                : $"{where}: the line has {Text.Count(line.Values, "value")} and the header "
                    + $"{Text.Count(line.Layout!.Columns, "column")}: {Text.Quote(line.Text)}. Hint: {LongLine.Cure(call, line, path)}.",
            path);

    /// <summary>A script block that failed on a record.</summary>
    internal static ErrorRecord FailedValue(string where, string place, Exception cause, object? target) =>
        InvalidData("NotNumeric", $"{where}: {place} is not numeric: it failed. {Text.Sentence(cause.Message)}", target, cause);

    /// <summary>A pipeline item that is nothing at all.</summary>
    internal static ErrorRecord NullRecord(long record) =>
        InvalidData("MissingValue", $"Record {record}: the record is missing: null.", null);

    /// <summary>A key whose code failed on a record, or whose value is an object that has no text of its own.</summary>
    internal static ErrorRecord FailedKey(string where, string place, object value, object? target) => value is Exception cause
        ? InvalidData("NotNumeric", $"{where}: its group is not known: {place} failed. {Text.Sentence(cause.Message)}", target, cause)
        : InvalidData(
            "NotNumeric",
            $"{where}: its group is not known: {place} is a {Text.Show(value.GetType().Name)}, which has no text of its own. "
            + "Hint: -GroupBy takes a script block that gives one of its values, such as { $_.Region.Name }.",
            target);

    /// <summary>A property that the first record does not have.</summary>
    internal static ErrorRecord PropertyNotFound(
        string property, IReadOnlyList<string> properties, PSObject target, string hint)
    {
        string found = properties.Count == 0
            ? $"it has no properties (it is of type {Text.Show(target.BaseObject.GetType().Name)})"
            : $"it has {Text.List(properties)}";
        return InvalidArgument(
            "PropertyNotFound",
            $"The first record has no property {Text.Quote(property)}: {found}. {hint}",
            target,
            ErrorCategory.ObjectNotFound);
    }

    /// <summary>A column that a file does not have.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column.</param>
    /// <param name="advice">What the file has instead and what to do, see <see cref="FileAdvice.OnColumn"/>.</param>
    internal static ErrorRecord ColumnNotFound(string path, string column, string advice) =>
        InvalidArgument(
            "PropertyNotFound",
            $"{Text.Path(path)} has no column {Text.Quote(column)}: {advice}",
            path,
            ErrorCategory.ObjectNotFound);

    /// <summary>The warning that copies of the records lack columns.</summary>
    internal static string NestedLeftOut(string path, IReadOnlyList<string> columns) =>
        $"{Text.Path(path)}: the records are without {Text.List(columns)}, which "
        + $"{(columns.Count == 1 ? "is a column" : "are columns")} of lists or structures.";

    /// <summary>A column that is there twice, so that its name does not say which one is meant.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column.</param>
    /// <param name="first">Where it is first.</param>
    /// <param name="second">Where it is once more.</param>
    /// <param name="isGiven">Whether -Header names the columns.</param>
    internal static ErrorRecord RepeatedColumn(string path, string column, int first, int second, bool isGiven) =>
        OfFile(
            "MalformedFile",
            ErrorCategory.InvalidData,
            path,
            $"columns {first} and {second} are both called {Text.Quote(column)}. "
                + (isGiven ? "Give each another name with -Header." : "Rename one of them in the file."),
            null);

    /// <summary>A file that is not there.</summary>
    internal static ErrorRecord FileNotFound(string path, Exception? cause, string? cure = null) =>
        OfFile("FileNotFound", ErrorCategory.ObjectNotFound, path, WithHint("there is no such file.", cure), cause);

    /// <summary>A file that cannot be opened or read.</summary>
    internal static ErrorRecord FileUnreadable(string path, Exception cause) =>
        OfFile("FileUnreadable", ErrorCategory.ReadError, path, $"the file cannot be read. {Text.Sentence(cause.Message)}", cause);

    /// <summary>A folder where a file belongs.</summary>
    internal static ErrorRecord Folder(string path, Exception? cause, string cure) =>
        OfFile("FileUnreadable", ErrorCategory.ReadError, path, WithHint("it is a folder.", cure), cause);

    /// <summary>A path of another provider than the file system.</summary>
    internal static ErrorRecord NotAFilePath(string path, string provider) =>
        OfFile(
            "FileUnreadable",
            ErrorCategory.InvalidArgument,
            path,
            $"the path belongs to the provider {Text.Show(provider)}; only files can be read.",
            null);

    /// <summary>A file that breaks off or breaks its format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cause">What was found.</param>
    /// <param name="advice">What the file is and what to do, see <see cref="FileAdvice.OnKind(CommandLine, string)"/>; null where its name says it.</param>
    internal static ErrorRecord MalformedFile(string path, Exception cause, string? advice) =>
        OfFile("MalformedFile", ErrorCategory.InvalidData, path, advice ?? Text.Sentence(cause.Message), cause);

    /// <summary>A record of one of two files whose key the other one does not have.</summary>
    internal static ErrorRecord UnmatchedKey(string where, string key, string other, string path) =>
        InvalidData(
            "UnmatchedKey",
            $"{where}: {Text.Path(other)} has no record with the key {key}. Hint: -SkipMissing counts such records without an error.",
            path);

    /// <summary>A record whose key an earlier one of the same file has.</summary>
    internal static ErrorRecord DuplicateKey(string where, string key, long first, string path) =>
        InvalidData(
            "DuplicateKey",
            $"{where}: record {first} has the same key {key}, and only that one counts. Hint: name with -Key all columns "
            + "that identify a record.",
            path);

    /// <summary>A parameter without which two files cannot be joined.</summary>
    internal static ErrorRecord JoinIncomplete(string parameter) =>
        InvalidArgument(
            "ParameterMissing", $"-{parameter} is missing: two files are joined with -ActualPath, -PredictedPath and -Key.", null);

    /// <summary>Keys of a join that are neither columns nor pairs of them.</summary>
    internal static ErrorRecord NotAJoinKey() =>
        InvalidArgument(
            "NotAJoinKey",
            "-Key takes the names of columns; where the two files call one by different names, a hashtable with the name in "
            + "the actual file and that in the predicted one: -Key Date, @{ Id = 'Ident' }.",
            null);

    /// <summary>A script block where only the name of a column will do.</summary>
    internal static ErrorRecord ScriptInJoin() =>
        InvalidArgument(
            "ScriptBlockInJoin",
            "With -ActualPath and -PredictedPath the parameters take names of columns, not script blocks, since no record has "
            + "all values of both files.",
            null);

    /// <summary>The warning of two files of which no record belongs to one of the other.</summary>
    internal static string NoKeyMatches(string actual, string actualKey, string predicted, string predictedKey) =>
        Whole(
            $"No key of {Text.Path(actual)} is in {Text.Path(predicted)}. Keys are compared as text, so that 007 is not 7: the first "
            + $"record of one has {actualKey}, that of the other {predictedKey}.");

    /// <summary>The warning of points that may separate thousands, in a column that has decimal commas too.</summary>
    internal static string AmbiguousPoints(
        string? source, string place, string comma, IReadOnlyList<(long Record, string Text)> points)
    {
        string where = source is null ? string.Empty : $"{Text.Path(source)}: ";
        string values = string.Join(
            ", ", points.Select(point => FormattableString.Invariant($"{Text.Quote(point.Text)} (record {point.Record})")));
        return $"{where}{place} has the decimal comma of {Text.Quote(comma)}, and values like {values} were read with a decimal "
            + "point. Where the point separates thousands, try -Culture de-DE.";
    }

    /// <summary>Nothing to measure.</summary>
    internal static ErrorRecord NoInput(string command, string? file)
    {
        (string verb, string predicted, string lists) = command.StartsWith("Compare", StringComparison.OrdinalIgnoreCase)
            ? ("compare", "naive, forecast", "@{ naive = $naive; forecast = $forecast }")
            : ("measure", "forecast", "$predicted");
        string message = file is null
            ? $"There is nothing to {verb}. Records: Import-Csv prices.csv | {command} price {predicted}. "
                + $"Files: {command} -Path prices.csv price {predicted}. "
                + $"Lists of numbers: {command} -Actual $actual -Predicted {lists}."
            : $"There is nothing to {verb}: the first argument names a property, not a file. Hint: {command} {Text.PathParameter(file)}";
        return InvalidArgument("NoInput", message, null);
    }

    /// <summary>A name that no variable has.</summary>
    internal static ErrorRecord NotAVariable(string name) =>
        InvalidArgument(
            "NotAVariable",
            $"-SummaryVariable takes the name of a variable without the dollar sign, such as total, script:total or, to append, "
            + $"+total; it got {Text.Quote(name)}.",
            name);

    /// <summary>A culture that does not exist.</summary>
    internal static ErrorRecord UnknownCulture(string name) =>
        InvalidArgument(
            "UnknownCulture", $"There is no culture {Text.Quote(name)}. Names look like en-US, de-DE or fr-FR.", name);

    /// <summary>Text that means missing and is a number, but which one depends on who wrote it.</summary>
    internal static ErrorRecord AmbiguousToken(string token, CultureInfo culture, double inCulture, double invariant) =>
        InvalidArgument(
            "AmbiguousToken",
            $"-MissingToken {Text.Quote(token)} is {KeyText.Of(inCulture)} in {Text.Show(culture.Name)}, and {KeyText.Of(invariant)} as "
            + $"PowerShell reads it. Hint: -MissingToken {Text.Argument(inCulture.ToString("R", culture))} or "
            + $"-MissingToken {Text.Argument(invariant.ToString("R", culture))}.",
            token);

    /// <summary>An array that was not given, or null.</summary>
    internal static ErrorRecord ArrayMissing(string parameter) =>
        InvalidArgument(
            "ArrayMissing",
            $"-{parameter} is missing, null or without a list: give -Actual and -Predicted, and with -Weight one weight for each value. "
            + "Records, tables and data readers are given with -InputObject.",
            null);

    /// <summary>Arrays of different length.</summary>
    internal static ErrorRecord LengthMismatch(string first, int firstCount, string second, int secondCount) =>
        InvalidArgument(
            "LengthMismatch",
            $"{first} has {Text.Count(firstCount, "value")} and {second} has {Text.Count(secondCount, "value")}: "
            + "both need the same length.",
            null);

    /// <summary>Weights that are all 0, so that there is no mean.</summary>
    internal static ErrorRecord NoWeight(L2LossSummary summary) =>
        InvalidData(
            "InvalidWeight",
            (summary.Count == 1
                ? $"The weight of the only record{Text.Of(summary.Model, summary.Group)} is 0: "
                : $"The weights of all {Text.Count(summary.Count, "record")}{Text.Of(summary.Model, summary.Group)} are 0: ")
            + "there is no mean, and Mse is NaN.",
            summary);

    /// <summary>A delimiter that is not one character.</summary>
    internal static ArgumentTransformationMetadataException NotADelimiter(object? value) =>
        new($"-Delimiter takes one character, such as ';' or \"`t\" for a tab, and got {Text.Quote(value)}.");

    /// <summary>An encoding that does not exist.</summary>
    internal static ArgumentTransformationMetadataException UnknownEncoding(object? value, Exception cause) =>
        new(
            $"There is no encoding {Text.Quote(value)}. Names are {string.Join(", ", EncodingNameAttribute.Names)}, those of .NET "
            + "such as windows-1252, and numbers of code pages.",
            cause);

    /// <summary>A limit that is no number.</summary>
    internal static ArgumentTransformationMetadataException NotALimit(object? value) =>
        new($"A limit is a finite number with a decimal point, and this is not: {Text.Quote(value)}.");

    /// <summary>A limit that makes no sense.</summary>
    internal static ArgumentTransformationMetadataException LimitOutOfRange(double value, double minimum, double maximum) =>
        new(FormattableString.Invariant($"The limit {value} is {(value < minimum ? $"below {minimum}" : $"above {maximum}")}."));

    /// <summary>Something in the pipeline that is neither summary nor item.</summary>
    internal static ErrorRecord NotASummary(object input) =>
        InvalidArgument(
            "NotASummary",
            $"{Text.Quote(input)} is not a summary of Measure-L2Loss: it lacks '{nameof(L2LossSummary.Mse)}' or "
            + $"'{nameof(L2LossSummary.MergeState)}'. Hint: pass on all properties of the summaries that Measure-L2Loss wrote.",
            input,
            ErrorCategory.InvalidType);

    /// <summary>A summary without the sums that merging needs.</summary>
    internal static ErrorRecord NotMergeable(object input) =>
        InvalidData(
            "NotMergeable",
            $"The summary cannot be merged: its property '{nameof(L2LossSummary.MergeState)}' is empty or was changed. "
            + "Hint: pass on all properties of the summaries that Measure-L2Loss wrote.",
            input);

    /// <summary>A data reader that failed before its last row.</summary>
    internal static ErrorRecord DataReaderFailed(Exception failure, object reader) =>
        Failed(
            "DataReaderFailed",
            ErrorCategory.ReadError,
            $"{Text.Sentence(failure.Message)} There is no result of its rows. Run the query again.",
            reader,
            failure);

    /// <summary>A dialect whose decimals do not hold the sums.</summary>
    internal static ErrorRecord NoExactSums(string dialect) =>
        InvalidArgument(
            "NoExactSums",
            $"-Exact is not possible with -Dialect {dialect}: its decimals do not hold the sums. It is with PostgreSql, MySql "
            + "and ClickHouse. Leave out -Exact, or measure the rows themselves, which is always exact: "
            + "Measure-L2Loss -InputObject $command.ExecuteReader()",
            dialect);

    /// <summary>Something that is neither SQL nor named SQL.</summary>
    internal static ErrorRecord NotAnExpression(string parameter, object? value) =>
        InvalidArgument(
            "NotAnExpression",
            $"-{parameter} takes columns or expressions of SQL as text, and got {Text.Quote(value)}. One with a name of your "
            + $"own: -{parameter} @{{ Name = 'Month'; Expression = 'extract(month from day)' }}",
            value);

    /// <summary>A row of a query whose sums cannot be used.</summary>
    internal static ErrorRecord QueryRowUnusable(string? model, string problem, object input) =>
        InvalidData(
            "QueryRowUnusable",
            $"A row of New-L2LossQuery{Text.Of(model, null)} was left out: {problem}",
            input);

    /// <summary>Records that a database could not sum.</summary>
    internal static ErrorRecord OutOfRange(long count, L2LossSummary summary, object input) =>
        InvalidData(
            "OutOfRange",
            $"{Text.Count(count, "record")}{Text.Of(summary.Model, summary.Group)} could not be summed by the database and "
            + "counted as not finite: a value is above 1e60, or a weight above 1e30. Scale the values in the query, or measure "
            + "the rows themselves: Measure-L2Loss -InputObject $command.ExecuteReader()",
            input);

    /// <summary>A summary with a property that throws.</summary>
    internal static ErrorRecord FailedSummary(object input, Exception cause) =>
        InvalidData("FailedSummary", $"The summary cannot be read: {Text.Sentence(cause.Message)}", input);

    /// <summary>A summary with which there would be more records than can be counted.</summary>
    internal static ErrorRecord TooManyRecords(object input) =>
        InvalidData(
            "TooManyRecords",
            "The summary cannot be merged: with it there would be more records or parts than can be counted.",
            input);

    /// <summary>Fewer parts than there should be.</summary>
    internal static ErrorRecord PartsMissing(int expected, IReadOnlyList<Summaries.MergedSummary> merged)
    {
        string found = merged.Count == 0
            ? "there is no summary"
            : Text.List(merged, part => FormattableString.Invariant($"{part.Parts}{Text.Of(part.Identity.Model, part.Identity.Group)}"));
        return InvalidData(
            "PartsMissing",
            $"-ExpectedCount asks for {Text.Count(expected, "part")} of each model and group, and there are fewer: {found}. "
            + "Hint: is a node down?",
            null,
            category: ErrorCategory.ObjectNotFound);
    }

    /// <summary>Numbers beside records or files, where the name of a property belongs.</summary>
    internal static ErrorRecord NumbersAsProperty(string command, string parameter, object? value)
    {
        string advice = NameAdvice.On(command, parameter, value) ?? $"Lists of numbers are measured by themselves: {command} -Actual $actual -Predicted $predicted";
        return InvalidArgument(
            "NumbersAsProperty",
            $"Beside records and files -{parameter} takes the name of a property or column, or a script block; it got "
            + $"{Text.Quote(value)}. {advice}",
            value);
    }

    /// <summary>A parameter that has no meaning for lists of numbers.</summary>
    internal static ErrorRecord NotForLists(string parameter) =>
        InvalidArgument(
            "ParameterConflict",
            $"-{parameter} works for records and files; lists of numbers have nothing else in them.",
            null);

    /// <summary>A group that is neither a name nor something computed.</summary>
    internal static ErrorRecord NotAGroup(object? value) =>
        InvalidArgument(
            "NotAGroup",
            $"-GroupBy takes names of properties, script blocks and calculated properties such as "
            + $"@{{ Name = 'Month'; Expression = {{ ([datetime]$_.Date).Month }} }}; it got {Text.Quote(value)}.",
            value);

    /// <summary>A group with the name of another one.</summary>
    internal static ErrorRecord RepeatedKey(string name) =>
        InvalidArgument(
            "RepeatedKey",
            $"Two values of -GroupBy have the name {Text.Quote(name)}, and a key has each name once. "
            + "Hint: @{ Name = '...'; Expression = ... } gives one of them another name.",
            name);

    /// <summary>Two parameters that cannot be used together.</summary>
    internal static ErrorRecord ParameterConflict(string first, string second) =>
        InvalidArgument("ParameterConflict", $"-{first} and -{second} cannot be used together.", null);

    /// <summary>The warning of a summary without records.</summary>
    internal static string NoRecords(L2LossSummary summary)
    {
        string leftOut = AllLeftOut(summary.Read);
        return $"No record{Text.Of(summary.Model, summary.Group)}{OfSource(summary.Source)} was measured ({leftOut}): Count is 0 and Mse is NaN.";
    }

    /// <summary>The warning that some bad records were counted only. Each model may have an error for the same record.</summary>
    internal static string ManyBadRecords(string? source, long count, string reasons, int reported) =>
        $"There are {Text.Count(count, "error")} for bad records{OfSource(source)} ({reasons}); only the first {reported} were reported.";

    /// <summary>The warning of comparing nothing.</summary>
    internal static string NothingToCompare(string? source) => $"There was no record{OfSource(source)} to compare.";

    /// <summary>The warning of merging nothing.</summary>
    internal const string NothingToMerge = "There was no summary to merge.";

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
    /// <param name="input">What there is instead.</param>
    /// <param name="path">The file of the baseline; null where there is none.</param>
    internal static ErrorRecord NotABaseline(PSObject input, string? path) =>
        InvalidArgument(
            "NotABaseline",
            $"{(path is null ? "-Baseline takes" : $"{OfBaseline(path)} should hold")} summaries of Measure-L2Loss, and {Text.Quote(input)} has no number in a property 'Mse'. "
            + (path is null ? "Hint: -BaselinePath reads the file of saved ones." : SaveBaseline),
            input);

    /// <summary>A baseline without a summary.</summary>
    internal static ErrorRecord EmptyBaseline(string? path) =>
        InvalidArgument("NotABaseline", $"{OfBaseline(path)} holds no summary. {SaveBaseline}", null);

    /// <summary>A file of baselines whose name does not say how it is written.</summary>
    internal static ErrorRecord UnknownBaselineFile(string path) =>
        InvalidArgument(
            "UnknownBaselineFile",
            $"-BaselinePath reads .json, .xml and .csv, and cannot read {Text.Quote(path)}. "
            + "Hint: ConvertTo-Json | Set-Content baseline.json saves summaries.",
            path);

    /// <summary>A file of baselines that cannot be read.</summary>
    internal static ErrorRecord UnreadableBaselineFile(string path, Exception cause) =>
        OfFile("FileUnreadable", ErrorCategory.ReadError, path, $"the baseline cannot be read. {Text.Sentence(cause.Message)}", cause);

    /// <summary>Two baselines for the same summaries.</summary>
    internal static ErrorRecord AmbiguousBaseline(PSObject input) =>
        InvalidArgument(
            "AmbiguousBaseline",
            "Two summaries of the baseline have the same model and group. Hint: Merge-L2Loss makes one of them.",
            input);

    /// <summary>A summary that no baseline is for.</summary>
    internal static ErrorRecord BaselineNotFound(PSObject summary, string? model, string? group) =>
        InvalidArgument(
            "BaselineNotFound",
            $"The baseline has no summary{Text.Of(model, group)}: the test failed. Hint: save a new baseline where it is new.",
            summary,
            ErrorCategory.ObjectNotFound);

    /// <summary>A baseline that no summary came for.</summary>
    internal static ErrorRecord BaselineNotMeasured(Summaries.SummaryIdentity baseline) =>
        InvalidArgument(
            "BaselineNotMeasured",
            $"The baseline has a summary{Text.Of(baseline.Model, baseline.Group)}, and nothing was measured for it: the test failed.",
            null,
            ErrorCategory.ObjectNotFound);

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
        InvalidArgument("NoSummary", "There was no summary to test: the test failed.", null, ErrorCategory.ObjectNotFound);

    /// <summary>The warning that a summary without records cannot pass.</summary>
    internal static string NoRecordsToTest(L2LossVerdict verdict) =>
        $"The summary{Text.Of(verdict.Model, verdict.Group)}{OfSource(verdict.Source)} has no records: the test failed.";

    /// <summary>The warning that a value which is not known cannot pass.</summary>
    internal static string ValueUnknown(L2LossVerdict verdict, IReadOnlyList<string> limits) =>
        $"The summary{Text.Of(verdict.Model, verdict.Group)}{OfSource(verdict.Source)} or its baseline is NaN or infinite where "
        + $"{Text.List(limits)} needs a number: the test failed.";

    /// <summary>A gate that did not pass: the sentences of all that failed.</summary>
    internal static ErrorRecord LossExceeded(IReadOnlyList<L2LossVerdict> verdicts)
    {
        const int Most = 20;
        string line = $"{Environment.NewLine}  ";
        L2LossVerdict[] failed = [.. verdicts.Where(verdict => !verdict.Passed)];
        bool areOfFiles = verdicts.Select(verdict => verdict.Source).Distinct().Skip(1).Any();
        string sentences = Text.List(
            failed,
            verdict => $"{Which(areOfFiles ? verdict.Source : null, verdict.Model, verdict.Group)}{verdict.Reason}",
            line,
            Most,
            Text.MaximumMessage - 100);
        return InvalidData(
            "L2LossExceeded",
            verdicts.Count == 1 ? sentences : $"{failed.Length} of {verdicts.Count} summaries did not pass:{line}{sentences}",
            failed,
            category: ErrorCategory.LimitsExceeded);
    }

    /// <summary>Nothing to compare with.</summary>
    internal static ErrorRecord TooFewModels(string[] models) =>
        InvalidArgument(
            "TooFewModels",
            $"Comparing needs two models or more, and there is {(models.Length == 0 ? "none" : Text.List(models))}. "
            + "Hint: -Predicted ModelA, ModelB or -Predicted 'Model*'; for lists -Predicted @{ ModelA = $a; ModelB = $b }.",
            null);

    /// <summary>A baseline that is none of the models.</summary>
    internal static ErrorRecord UnknownModel(string baseline, string[] models)
    {
        string hint = NearestName.Hint("Baseline", baseline, models) is string nearest ? $" {nearest}" : string.Empty;
        return InvalidArgument(
            "UnknownBaseline", $"-Baseline {Text.Quote(baseline)} is none of the models {Text.List(models)}.{hint}", baseline);
    }

    /// <summary>The warning of a comparison without records.</summary>
    internal static string NothingCompared(L2LossComparison comparison)
    {
        string leftOut = AllLeftOut(comparison.Read);
        return $"No record{Text.Of(comparison.Model, comparison.Group)}{OfSource(comparison.Source)} was compared ({leftOut}): Count is 0 and Mse is NaN.";
    }

    /// <summary>Something in the pipeline that a report cannot show.</summary>
    internal static ErrorRecord NotReportable(PSObject input) =>
        InvalidArgument(
            "NotReportable",
            $"{Text.Quote(input)} is no item, summary, comparison or verdict of this module. "
            + (input.BaseObject is bool
                ? "Hint: Test-L2Loss -Detailed gives verdicts."
                : "Hint: Measure-L2Loss without -PassThru gives items and summaries."),
            input,
            ErrorCategory.InvalidType);

    /// <summary>A report in a file whose name does not say in which format.</summary>
    internal static ErrorRecord UnknownReportFormat(string path) =>
        InvalidArgument(
            "UnknownReportFormat",
            $"The extension of {Text.Quote(path)} is neither .html nor .md: give -Format Html or -Format Markdown.",
            path);

    /// <summary>A page that is to be added to another one.</summary>
    internal static ErrorRecord AppendNeedsMarkdown(string path) =>
        InvalidArgument(
            "AppendNeedsMarkdown",
            $"-Append adds to Markdown only, and {Text.Quote(path)} is to be HTML: leave out -Append, or name a .md file.",
            path);

    /// <summary>A file that must not be overwritten; the id and category are those of Out-File.</summary>
    internal static ErrorRecord ReportExists(string path) =>
        Failed(
            "NoClobber",
            ErrorCategory.ResourceExists,
            $"The file '{Text.Path(path)}' already exists. Leave out -NoClobber, or give another -Path.",
            path,
            null);

    /// <summary>A report where there is a folder.</summary>
    internal static ErrorRecord ReportInFolder(string path) => NotWritten(path, "it is a folder. Add the name of a file.");

    /// <summary>A report in a folder that is not there.</summary>
    internal static ErrorRecord ReportWithoutFolder(string path, string folder) =>
        NotWritten(path, $"its folder does not exist. Make it with New-Item -ItemType Directory {Text.PathArgument(folder)}");

    /// <summary>A report in place of a file that is read-only.</summary>
    internal static ErrorRecord ReportReadOnly(string path) => NotWritten(path, "it is read-only. Give -Force.");

    /// <summary>A report that belongs to another provider than the file system.</summary>
    internal static ErrorRecord ReportNotAFile(string path, string provider) =>
        NotWritten(path, $"it belongs to the provider {Text.Show(provider)}. Give the path of a file.");

    /// <summary>A report whose path or file fails.</summary>
    internal static ErrorRecord ReportNotWritten(string path, Exception cause) =>
        NotWritten(path, Text.Sentence(cause.Message), cause);

    /// <summary>The warning of a report about nothing.</summary>
    internal const string NothingToReport =
        "There was no item, summary, comparison or verdict: the report says that nothing was measured.";

    private static ErrorRecord OfFile(
        string id, ErrorCategory category, string path, string message, Exception? cause) =>
        Failed(id, category, $"{Text.Path(path)}: {message}", path, cause);

    private const string SaveBaseline = "Hint: Measure-L2Loss -SummaryOnly | ConvertTo-Json | Set-Content baseline.json.";

    private static string OfBaseline(string? path) => path is null ? "The baseline" : $"The baseline {Text.Path(path)}";

    private static string Which(string? source, string? model, string? group)
    {
        string[] names =
        [
            .. source is null ? [] : new[] { Text.Path(source) },
            .. new[] { group, model }.OfType<string>().Select(name => Text.Quote(name)),
        ];
        return names.Length == 0 ? string.Empty : $"{string.Join(", ", names)}: ";
    }

    private static string OfSource(string? source) => source is null ? string.Empty : $" of {Text.Path(source)}";

    private static string AllLeftOut(long read) => read switch
    {
        0 => "there were none",
        1 => "the only one was left out",
        _ => FormattableString.Invariant($"all {read} were left out"),
    };

    private static string WithHint(string message, string? cure) => cure is null ? message : $"{message} Hint: {cure}.";

    /// <summary>A file that cannot be written; the id and category are those of Out-File.</summary>
    private static ErrorRecord NotWritten(string path, string reason, Exception? cause = null) =>
        Failed(
            "FileOpenFailure",
            ErrorCategory.OpenError,
            $"The report cannot be written to '{Text.Path(path)}': {reason}",
            path,
            cause);

    private static ErrorRecord InvalidData(
        string id, string message, object? target, Exception? cause = null, ErrorCategory category = ErrorCategory.InvalidData) =>
        New(text => new InvalidDataException(text, cause), id, category, message, target);

    private static ErrorRecord InvalidArgument(
        string id, string message, object? target, ErrorCategory category = ErrorCategory.InvalidArgument) =>
        New(text => new ArgumentException(text), id, category, message, target);

    private static ErrorRecord Failed(string id, ErrorCategory category, string message, object? target, Exception? cause) =>
        New(text => new IOException(text, cause), id, category, message, target);

    private static ErrorRecord New(
        Func<string, Exception> exception, string id, ErrorCategory category, string message, object? target) =>
        new(exception(Whole(message)), id, category, target);

    /// <summary>The last guard: the parts of a message are short, but there may be many.</summary>
    private static string Whole(string message) =>
        message.Length <= Text.MaximumMessage ? message : $"{message[..(Text.MaximumMessage - 3)]}...";
}
