using System.Management.Automation;
using L2Loss.PowerShell.Gates;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Commands;

/// <summary>
/// <c>Test-L2Loss</c>: whether summaries keep limits, as a gate for automation.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "L2Loss")]
[OutputType(typeof(bool), typeof(L2LossVerdict))]
public sealed class TestL2LossCommand : PSCmdlet
{
    private SummaryGate _gate = null!;
    private bool _hasJudged;

    /// <summary>The summaries; items among them are passed over.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject[]? InputObject { get; set; }

    /// <summary>The largest Mse that passes.</summary>
    [Parameter]
    [Limit]
    public double? MaximumMse { get; set; }

    /// <summary>The largest Rmse that passes.</summary>
    [Parameter]
    [Limit]
    public double? MaximumRmse { get; set; }

    /// <summary>The largest Mae that passes.</summary>
    [Parameter]
    [Limit]
    public double? MaximumMae { get; set; }

    /// <summary>The largest MaxError that passes.</summary>
    [Parameter]
    [Limit]
    public double? MaximumError { get; set; }

    /// <summary>The smallest R2 that passes.</summary>
    /// <remarks>Below 0 the mean of the actuals is the better forecast: a limit there is unusual, but it is one.</remarks>
    [Parameter]
    [Limit(Minimum = double.MinValue, Maximum = 1.0)]
    public double? MinimumR2 { get; set; }

    /// <summary>Summaries of an earlier run, one for each model and group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[]? Baseline { get; set; }

    /// <summary>By how many percent the Mse may be above that of the baseline.</summary>
    [Parameter]
    [Limit]
    public double? MaximumRegressionPercent { get; set; }

    /// <summary>An object with every limit, value and verdict instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        (string Name, string Property, double? Bound, bool IsMinimum)[] given =
        [
            (nameof(MaximumMse), nameof(L2LossSummary.Mse), MaximumMse, false),
            (nameof(MaximumRmse), nameof(L2LossSummary.Rmse), MaximumRmse, false),
            (nameof(MaximumMae), nameof(L2LossSummary.Mae), MaximumMae, false),
            (nameof(MaximumError), nameof(L2LossSummary.MaxError), MaximumError, false),
            (nameof(MinimumR2), nameof(L2LossSummary.R2), MinimumR2, true),
        ];
        SummaryLimit[] limits = [.. given.Where(limit => limit.Bound is not null).Select(
            limit => new SummaryLimit(limit.Name, limit.Property, limit.Bound!.Value, limit.IsMinimum))];
        if (MaximumRegressionPercent is not null && Baseline is null)
        {
            ThrowTerminatingError(Errors.BaselineMissing());
        }

        if (limits.Length == 0 && Baseline is null)
        {
            ThrowTerminatingError(Errors.NoLimit());
        }

        _gate = new SummaryGate(this, limits, Baseline is null ? null : ReadBaselines(Baseline));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputObject ?? [])
        {
            if (input is not null && !SummaryShape.IsItem(input))
            {
                _hasJudged = true;
                Write(_gate.Judge(input));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasJudged)
        {
            Write(_gate.JudgeNothing());
        }
    }

    private void Write(L2LossVerdict verdict) => WriteObject(Detailed ? verdict : verdict.Passed);

    private Baselines ReadBaselines(PSObject[] given)
    {
        var baselines = new Baselines(MaximumRegressionPercent ?? 0.0);
        // Whole lists too: @(...) around ConvertFrom-Json of Windows PowerShell is a list of one list.
        foreach (PSObject baseline in given.SelectMany(GivenRecords.Of).OfType<PSObject>())
        {
            if (!baselines.TryAdd(baseline, out ErrorRecord? error))
            {
                ThrowTerminatingError(error);
            }
        }

        return baselines;
    }
}
