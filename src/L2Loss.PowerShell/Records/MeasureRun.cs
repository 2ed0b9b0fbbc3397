using L2Loss.Files;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Records;

/// <summary>Measures records: an item for each of them, and a summary of each group and model.</summary>
internal sealed class MeasureRun : RecordRun
{
    private readonly Action<L2LossSummary> _writeSummary;
    private readonly bool _isOneOfMany;

    /// <summary>A run over one source.</summary>
    /// <param name="settings">What all sources share.</param>
    /// <param name="source">The file; null for records from elsewhere.</param>
    /// <param name="items">What is written for each record.</param>
    /// <param name="isWeighted">Whether records have weights.</param>
    /// <param name="isOneOfMany">Whether other files are measured, too.</param>
    /// <param name="writeSummary">Writes a summary, or keeps it.</param>
    internal MeasureRun(
        RunSettings settings, string? source, ItemOptions items, bool isWeighted, bool isOneOfMany, Action<L2LossSummary> writeSummary)
        : base(settings, source, items, isWeighted)
    {
        _writeSummary = writeSummary;
        _isOneOfMany = isOneOfMany;
    }

    /// <inheritdoc/>
    /// <remarks>A group has records here and there, and a buffer for each would be large.</remarks>
    internal override GroupSums NewGroup(RecordKey key) =>
        new ModelSums(key, Models.Length, isBuffered: !Items.IsAsked && !IsWeighted && KeyNames.Length == 0);

    /// <inheritdoc/>
    protected override object[] MakeResults(GroupSums group)
    {
        var sums = (ModelSums)group;
        sums.Flush();
        var summaries = new object[Models.Length];
        for (int i = 0; i < summaries.Length; i++)
        {
            summaries[i] = Summarise(sums.Models[i], Models[i], group.Key);
        }

        return summaries;
    }

    /// <inheritdoc/>
    protected override void WriteResult(object result)
    {
        var summary = (L2LossSummary)result;
        SummaryOutput.WarnIfEmpty(Output.Cmdlet, summary);
        _writeSummary(summary);
    }

    private L2LossSummary Summarise(L2LossAccumulator sums, string? model, in RecordKey key)
    {
        L2LossSummary summary = SummaryOutput.New(showsModel: Models.Length > 1, _isOneOfMany || KeyNames.Length > 0);
        sums.Fill(summary);
        summary.Model = model;
        summary.Source = Source;
        summary.LargestSource = summary.LargestIndex == 0 ? null : Source;
        if (key.Count > 0)
        {
            summary.Group = key.ToString();
            summary.SetKey(KeyNames, key.Values!);
        }

        return summary;
    }
}
