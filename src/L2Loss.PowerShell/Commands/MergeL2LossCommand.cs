using System.Data;
using System.Management.Automation;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Queries;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Merge-L2Loss</c>: summaries of parts become the summary of the whole, one per model and group.
/// </summary>
[Cmdlet(VerbsData.Merge, "L2Loss")]
[OutputType(typeof(L2LossSummary))]
public sealed class MergeL2LossCommand : PSCmdlet
{
    private readonly Dictionary<SummaryIdentity, MergedSummary> _merged = [];

    // A dictionary does not promise an order; the output has the order of first appearance.
    private readonly List<MergedSummary> _order = [];

    private readonly Dictionary<string, PartNumbers> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The summaries, or a list of them; items among them are ignored.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>How many parts each model and group must have.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? ExpectedCount { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject given in ObjectValue.Elements(InputObject).OfType<PSObject>())
        {
            // So the engine enumerates a data reader.
            PSObject input = given.BaseObject is IDataRecord row and not IDataReader ? DataReaderSource.ToObject(row) : given;
            if (SummaryShape.IsItem(input))
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
        if (ExpectedCount is int expected)
        {
            MergedSummary[] incomplete = [.. _order.Where(merged => merged.Parts < expected)];
            if (incomplete.Length > 0 || _order.Count == 0)
            {
                ThrowTerminatingError(Errors.PartsMissing(expected, incomplete));
            }
        }

        if (_order.Count == 0)
        {
            WriteWarning(Errors.NothingToMerge);
        }

        bool isOneOfMany = _order.Count > 1 || _order.Exists(merged => merged.Identity.Group is not null);
        foreach (L2LossSummary summary in _order.Select(merged => merged.ToSummary(isOneOfMany)))
        {
            SummaryOutput.WarnIfEmpty(this, summary);
            WriteObject(summary);
        }
    }

    private void MergeRow(PSObject row)
    {
        bool isRead = QuerySummary.TryRead(row, out L2LossSummary? summary, out ErrorRecord? error);
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
        try
        {
            var part = new GivenSummary(input);
            if (!part.TryRestore(out L2LossAccumulator? sums))
            {
                WriteError(Errors.NotMergeable(input));
                return;
            }

            // A part that fails leaves nothing behind.
            MergedSummary merged = _merged.GetValueOrDefault(part.Identity) ?? new MergedSummary(part.Identity, NumbersOf(part));
            merged.Add(part, sums);
            if (_merged.TryAdd(part.Identity, merged))
            {
                _order.Add(merged);
            }
        }
        catch (Exception failure) when (GivenSummary.IsFailure(failure))
        {
            WriteError(Errors.FailedSummary(input, failure));
        }
        catch (Exception failure) when (failure is OverflowException or InvalidOperationException)
        {
            WriteError(Errors.TooManyRecords(input));
        }
    }

    private PartNumbers NumbersOf(GivenSummary part)
    {
        string model = part.Identity.Model?.Trim() ?? string.Empty;
        return _numbers.TryGetValue(model, out PartNumbers? known) ? known : _numbers[model] = new PartNumbers();
    }
}
