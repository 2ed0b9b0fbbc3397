using System.Globalization;
using System.Management.Automation;
using L2Loss.Files;
using L2Loss.PowerShell.Advice;

namespace L2Loss.PowerShell.Records;

/// <summary>
/// What a cmdlet makes of the records of one source: it makes the sums of its groups, says what is wrong with records, and
/// writes what came of them. Sources (objects, lists, files) know nothing of what becomes of their records.
/// </summary>
internal abstract class RecordRun
{
    // Results made at once.
    private const int MostAhead = 1024;

    private readonly RunSettings _settings;

    /// <summary>A run over one source.</summary>
    /// <param name="settings">What all sources share.</param>
    /// <param name="source">The file; null for records from elsewhere.</param>
    /// <param name="items">What is written for each record.</param>
    /// <param name="isWeighted">Whether records have weights.</param>
    protected RecordRun(RunSettings settings, string? source, ItemOptions items, bool isWeighted)
    {
        _settings = settings;
        Source = source;
        Items = new ItemOutput(settings.Output, items);
        IsWeighted = isWeighted;
        Report = new BadRecordReport(settings.Output, source, settings.SkipsMissing);
    }

    /// <summary>Where everything is written.</summary>
    internal CommandOutput Output => _settings.Output;

    /// <summary>How values are read as numbers.</summary>
    internal NumberReader Reader => _settings.Reader;

    /// <summary>How text is written.</summary>
    internal CultureInfo Culture => _settings.Culture;

    /// <summary>Whether missing values are counted without an error.</summary>
    internal bool SkipsMissing => _settings.SkipsMissing;

    /// <summary>The bad records.</summary>
    internal BadRecordReport Report { get; }

    /// <summary>What is written for each record.</summary>
    internal ItemOutput Items { get; }

    /// <summary>The file; null for records from elsewhere.</summary>
    internal string? Source { get; }

    /// <summary>The names of the models; null for the only one of lists.</summary>
    internal string?[] Models { get; private set; } = [];

    /// <summary>The names of the values that make the groups.</summary>
    protected string[] KeyNames { get; private set; } = [];

    /// <summary>True where records have weights.</summary>
    internal bool IsWeighted { get; }

    /// <summary>Begins when the models are known.</summary>
    /// <param name="models">Their names.</param>
    /// <param name="keys">The names of the values that make the groups.</param>
    internal virtual void Start(string?[] models, string[] keys)
    {
        Models = models;
        KeyNames = keys;
        Items.Start(models, keys.Length > 0);
    }

    /// <summary>The sums of a new group.</summary>
    internal abstract GroupSums NewGroup(RecordKey key);

    /// <summary>A place for the numbers of a record.</summary>
    internal Observation NewObservation(PointWatch? points) => new(Models.Length, IsWeighted, points);

    /// <summary>A watch for points that may separate thousands; null where that is no question.</summary>
    internal PointWatch? NewPoints() => PointWatch.For(Reader, Models.Length + (IsWeighted ? 2 : 1));

    /// <summary>Writes the item of a record that was measured, or a copy of the record, where it is asked for.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="model">Its model.</param>
    /// <param name="measured">Its numbers.</param>
    /// <param name="record">Gives the record itself; null where no copy is asked for. One for all records of a source.</param>
    internal void Measured(ModelSums group, int model, in MeasuredRecord measured, Func<PSObject>? record)
    {
        if (Items.Take(group, model, measured))
        {
            Items.Write(group, model, measured, record, LabelOf(group));
        }
    }

    /// <summary>Writes what came of all records.</summary>
    /// <param name="groups">The groups in order of first appearance.</param>
    /// <param name="points">The points that may separate thousands; null where that is no question.</param>
    /// <param name="place">How a message names the number at a position; null where others watch it.</param>
    internal void Finish(IReadOnlyList<GroupSums> groups, PointWatch? points, Func<int, string?> place)
    {
        Items.Finish();
        Report.Finish();
        WarnOfPoints(Source, points, place);

        // Where there is no record, there is a result that says so.
        WriteResults(groups.Count == 0 ? [NewGroup(default)] : groups);
    }

    /// <summary>Says which values may be thousands.</summary>
    /// <inheritdoc cref="Finish"/>
    internal void WarnOfPoints(string? source, PointWatch? points, Func<int, string?> place)
    {
        for (int part = 0; part < points?.Parts; part++)
        {
            if (points.Comma(part) is string comma && points.Points(part).Count > 0 && place(part) is string name)
            {
                Output.Warning(Errors.AmbiguousPoints(source, name, comma, points.Points(part)));
            }
        }
    }

    /// <summary>Writes the result of models of which no record was seen, so that wildcards stand for none yet.</summary>
    internal virtual void FinishEmpty(string[] models, string[] keys)
    {
        Start(models, keys);
        Finish([], null, _ => string.Empty);
    }

    /// <summary>Reports or counts one bad value of a record at a given place.</summary>
    internal void ReportBad(BadValue bad, string where, object? target) =>
        Report.Add(bad.Fault, () => ToError(bad, where, target));

    /// <summary>The error for one bad value.</summary>
    internal ErrorRecord ToError(BadValue bad, string where, object? target) => bad.Value is Exception failure
        ? Errors.FailedValue(where, bad.Place!, failure, target)
        : Errors.BadRecord(bad.Fault, where, bad.Place!, bad.Value, bad.Cure is string cure ? Text.Sentence(cure) : Cure(bad), target, bad.Line);

    /// <summary>How the group is shown; null without grouping.</summary>
    protected GroupLabel? LabelOf(GroupSums group) =>
        group.Key.Count == 0 ? null : (GroupLabel)(group.Label ??= new GroupLabel(group.Key, KeyNames));

    /// <summary>Makes what is written for a group; on any thread, for several groups at once.</summary>
    protected abstract object[] MakeResults(GroupSums group);

    /// <summary>Writes one result.</summary>
    protected abstract void WriteResult(object result);

    /// <summary>A result takes longer to make than to write, and there may be many: the next are made while some are written.</summary>
    private void WriteResults(IReadOnlyList<GroupSums> groups)
    {
        if (groups.Count == 1)
        {
            WriteResults(MakeResults(groups[0]));
            return;
        }

        Task<object[][]> next = MakeAhead(groups, 0);
        try
        {
            for (int start = 0; start < groups.Count; start += MostAhead)
            {
                object[][] results = next.GetAwaiter().GetResult();
                next = MakeAhead(groups, start + MostAhead);
                Array.ForEach(results, WriteResults);
            }
        }
        finally
        {
            // Whatever ends the writing, the sums are left alone from here on.
            next.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }
    }

    private Task<object[][]> MakeAhead(IReadOnlyList<GroupSums> groups, int start) => Task.Run(() =>
    {
        var results = new object[Math.Max(0, Math.Min(MostAhead, groups.Count - start))][];
        Parallel.For(0, results.Length, i => results[i] = MakeResults(groups[start + i]));
        return results;
    });

    private void WriteResults(object[] results)
    {
        foreach (object result in results)
        {
            Output.ThrowIfStopped();
            WriteResult(result);
        }
    }

    private string? Cure(BadValue bad) => bad.Fault switch
    {
        NumberFault.NotNumeric when !bad.IsText => null,
        NumberFault.NotNumeric when bad.Value is string text => CultureHint.Suggest(text, Culture, Reader.MissingWords),
        NumberFault.NotNumeric => NestedValue.Suggest(Output.Command, bad, Models),
        NumberFault.Missing => "-SkipMissing counts missing values without an error",
        _ => null,
    };
}
