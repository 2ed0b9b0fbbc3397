using System.Management.Automation;
using L2Loss.PowerShell.Queries;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Merge-L2Loss</c>: summaries of parts become the summary of the whole, one per model and group.
/// </summary>
[Cmdlet(VerbsData.Merge, "L2Loss")]
[OutputType(typeof(L2LossSummary))]
public sealed class MergeL2LossCommand : PSCmdlet
{
    private readonly Dictionary<string, MergedSummary> _merged = new(StringComparer.OrdinalIgnoreCase);

    // A dictionary does not promise an order; the output has the order of first appearance.
    private readonly List<MergedSummary> _order = [];

    /// <summary>The summaries; items among them are passed over.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject[]? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputObject ?? [])
        {
            if (input is null || SummaryShape.IsItem(input))
            {
                continue;
            }

            if (SummaryShape.IsSummary(input))
            {
                Merge(input);
            }
            else if (SummaryShape.IsQueryRow(input))
            {
                MergeRow(input);
            }
            else
            {
                WriteError(Errors.NotASummary(input));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_order.Count == 0)
        {
            WriteWarning(Errors.NothingToMerge);
        }

        foreach (L2LossSummary summary in _order.Select(merged => merged.ToSummary()))
        {
            SummaryOutput.WarnIfEmpty(this, summary);
            WriteObject(SummaryOutput.Of(summary));
        }
    }

    private void MergeRow(PSObject row)
    {
        bool isRead = QuerySummary.TryRead(
            row, column => SummaryShape.GetValue(row, column), out L2LossSummary? summary, out ErrorRecord? error);
        if (error is not null)
        {
            WriteError(error);
        }

        if (isRead)
        {
            Merge(PSObject.AsPSObject(summary));
        }
    }

    private void Merge(PSObject input)
    {
        L2LossAccumulator part;
        try
        {
            part = L2LossAccumulator.FromMergeState(
                SummaryShape.GetText(input, nameof(L2LossSummary.MergeState)) ?? string.Empty);
        }
        catch (FormatException)
        {
            WriteError(Errors.NotMergeable(input));
            return;
        }

        string? model = SummaryShape.GetText(input, nameof(L2LossSummary.Model));
        string? group = SummaryShape.GetText(input, nameof(L2LossSummary.Group));
        string key = SummaryShape.Key(input);
        if (!_merged.TryGetValue(key, out MergedSummary? merged))
        {
            merged = new MergedSummary(model, group);
            _merged.Add(key, merged);
            _order.Add(merged);
        }

        merged.Add(part, SummaryShape.GetText(input, nameof(L2LossSummary.Source)));
    }
}
