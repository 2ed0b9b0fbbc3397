using System.Globalization;
using System.Management.Automation;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Records;

/// <summary>One run of a measuring cmdlet: how it reads, what it writes, what it has summed so far.</summary>
internal sealed class Measurement
{
    private readonly Cmdlet _cmdlet;
    private readonly CultureInfo _culture;
    private readonly List<ModelSums> _models = [];

    internal Measurement(
        Cmdlet cmdlet, CultureInfo culture, IEnumerable<string> missingTokens, bool skipMissing, ItemOptions items)
    {
        _cmdlet = cmdlet;
        _culture = culture;
        Reader = new NumberReader(culture, missingTokens);
        Report = new BadRecordReport(cmdlet, skipMissing);
        Items = new ItemOutput(cmdlet, items);
        SkipsMissing = skipMissing;
    }

    internal NumberReader Reader { get; }

    internal BadRecordReport Report { get; }

    /// <summary>What is written for the records.</summary>
    internal ItemOutput Items { get; }

    internal bool SkipsMissing { get; }

    /// <summary>True where records have weights.</summary>
    internal bool IsWeighted { get; init; }

    /// <summary>The file that is measured; null for records from elsewhere.</summary>
    internal string? Source { get; set; }

    /// <summary>True where other files may be measured too.</summary>
    internal bool IsOneOfManyFiles { get; init; }

    /// <summary>The line of the file on which the record starts; 0 where there are no lines.</summary>
    internal long Line { get; set; }

    /// <summary>True once the pipeline is being stopped.</summary>
    internal bool IsStopping => ((PSCmdlet)_cmdlet).Stopping;

    internal ModelSums AddModel(string? name, string? group)
    {
        var model = new ModelSums(name, group, new L2LossAccumulator());
        Add(model);
        return model;
    }

    /// <summary>Adds a model whose records have been summed.</summary>
    internal void Add(ModelSums model) => _models.Add(model);

    /// <summary>Reports or counts one bad value.</summary>
    internal void ReportBad(BadValue bad, long record, object? target) => ReportBad(bad, Where(record), target);

    /// <summary>Reports or counts one bad value of a record at a given place.</summary>
    internal void ReportBad(BadValue bad, string where, object? target) =>
        Report.Add(
            bad.Fault,
            () => Errors.BadRecord(bad.Fault, where, bad.Place!, bad.Value, Cure(bad.Fault, bad.Value), target));

    /// <summary>How a message names the record.</summary>
    internal string Where(long record) => Text.Where(Source, Line, record);

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    internal void Throw(ErrorRecord error)
    {
        _cmdlet.ThrowTerminatingError(error);
        throw new InvalidOperationException();
    }

    /// <summary>
    /// The summaries of all models, to be enumerated once: each is made, with its warning, when its turn comes, since there
    /// may be many groups.
    /// </summary>
    internal IEnumerable<L2LossSummary> Finish()
    {
        Items.Finish();
        Report.Finish();
        return _models.Select(Summarise);
    }

    private L2LossSummary Summarise(ModelSums model)
    {
        model.Buffer?.Flush();
        L2LossSummary summary = SummaryOutput.New(
            showsModel: Items.ShowsModel, isOneOfMany: model.Group is not null || (Source is not null && IsOneOfManyFiles));
        model.Sums.Fill(summary);
        summary.Model = model.Name;
        summary.Group = model.Group;
        summary.Source = Source;
        SummaryOutput.WarnIfEmpty(_cmdlet, summary);
        return summary;
    }

    private string? Cure(NumberFault fault, object? value) => fault switch
    {
        NumberFault.NotNumeric when value is string text => CultureHint.Suggest(text, _culture),
        NumberFault.Missing => "-SkipMissing counts missing values without an error",
        _ => null,
    };
}
