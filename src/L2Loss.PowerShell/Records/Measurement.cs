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
        Cmdlet cmdlet, CultureInfo culture, IEnumerable<string> missingTokens, bool skipMissing, bool emitsItems)
    {
        _cmdlet = cmdlet;
        _culture = culture;
        Reader = new NumberReader(culture, missingTokens);
        Report = new BadRecordReport(cmdlet, skipMissing);
        EmitsItems = emitsItems;
    }

    internal NumberReader Reader { get; }

    internal BadRecordReport Report { get; }

    internal bool EmitsItems { get; }

    /// <summary>True once the pipeline is being stopped.</summary>
    internal bool IsStopping => ((PSCmdlet)_cmdlet).Stopping;

    /// <summary>The fault of a weight: besides those of any number it may be negative or infinite.</summary>
    internal static NumberFault WeightFault(NumberFault fault, in Number weight) =>
        fault == NumberFault.NotFinite || (fault == NumberFault.None && weight.Value < 0.0)
            ? NumberFault.InvalidWeight
            : fault;

    /// <summary>Whether the items are shown with their model.</summary>
    internal bool ShowsModel { get; set; }

    /// <summary>Whether the items are shown with their group.</summary>
    internal bool ShowsGroup { get; set; }

    internal ModelSums AddModel(string? name, string? group)
    {
        var model = new ModelSums(name, group);
        _models.Add(model);
        return model;
    }

    internal void Write(object output) => _cmdlet.WriteObject(output);

    internal void WriteItem(
        ModelSums model, long index, double actual, double predicted, double weight, in Residual residual)
    {
        L2LossItem item = NewItem();
        item.Index = index;
        item.Actual = actual;
        item.Predicted = predicted;
        item.Residual = residual.Value;
        item.Difference = residual.Difference;
        item.L2Loss = residual.Loss;
        item.Weight = weight;
        item.Model = model.Name;
        item.Group = model.Group;
        _cmdlet.WriteObject(item);
    }

    /// <summary>Reports or counts one bad value.</summary>
    internal void ReportBad(BadValue bad, long record, object? target) =>
        Report.Add(
            bad.Fault,
            () => Errors.BadRecord(bad.Fault, record, bad.Place!, bad.Value, Cure(bad.Fault, bad.Value), target));

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    internal void Throw(ErrorRecord error)
    {
        _cmdlet.ThrowTerminatingError(error);
        throw new InvalidOperationException();
    }

    /// <summary>The summaries of all models, and the warnings that go with them.</summary>
    internal IReadOnlyList<L2LossSummary> Finish()
    {
        Report.Finish();
        var summaries = new List<L2LossSummary>(_models.Count);
        foreach (ModelSums model in _models)
        {
            L2LossSummary summary = model.Sums.ToSummary();
            summary.Model = model.Name;
            summary.Group = model.Group;
            summaries.Add(summary);
            SummaryOutput.WarnIfEmpty(_cmdlet, summary);
        }

        return summaries;
    }

    /// <summary>The classes differ in their format view only.</summary>
    private L2LossItem NewItem() => (ShowsModel, ShowsGroup) switch
    {
        (false, false) => new L2LossItem(),
        (true, false) => new L2LossModelItem(),
        (false, true) => new L2LossGroupItem(),
        _ => new L2LossGroupModelItem(),
    };

    private string? Cure(NumberFault fault, object? value) => fault switch
    {
        NumberFault.NotNumeric when value is string text => NumberCure.Suggest(text, _culture),
        NumberFault.Missing => "-SkipMissing counts missing values without an error",
        _ => null,
    };
}
