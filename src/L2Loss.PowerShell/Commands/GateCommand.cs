using System.Management.Automation;
using L2Loss.PowerShell.Completion;
using L2Loss.PowerShell.Gates;
using L2Loss.PowerShell.Records;
using L2Loss.PowerShell.Summaries;

namespace L2Loss.PowerShell.Commands;

/// <summary>What the cmdlets that hold summaries against limits have in common: the limits, and how they are judged.</summary>
public abstract class GateCommand : PSCmdlet
{
    private SummaryGate _gate = null!;

    private protected GateCommand()
    {
    }

    /// <summary>The summaries, or a list of them; items among them are ignored.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>The largest Mse that passes.</summary>
    [Parameter]
    [Limit]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MaximumMse { get; set; }

    /// <summary>The largest Rmse that passes.</summary>
    [Parameter]
    [Limit]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MaximumRmse { get; set; }

    /// <summary>The largest Mae that passes.</summary>
    [Parameter]
    [Limit]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MaximumMae { get; set; }

    /// <summary>The largest MaxError that passes.</summary>
    [Parameter]
    [Limit]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MaximumError { get; set; }

    /// <summary>The smallest R2 that passes.</summary>
    /// <remarks>Below 0 the mean of the actuals is the better forecast: a limit there is unusual, but it is one.</remarks>
    [Parameter]
    [Limit(Minimum = double.MinValue, Maximum = 1.0)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MinimumR2 { get; set; }

    /// <summary>The smallest Count that passes.</summary>
    [Parameter]
    [Limit(Minimum = 1.0)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MinimumCount { get; set; }

    /// <summary>The largest share of the records, in percent, that may be left out.</summary>
    [Parameter]
    [Limit(Maximum = 100.0)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MaximumLeftOutPercent { get; set; }

    /// <summary>Summaries of an earlier run, one for each model and group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject[]? Baseline { get; set; }

    /// <summary>The file of those summaries, as ConvertTo-Json, Export-Clixml or Export-Csv saved them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BaselinePath { get; set; }

    /// <summary>By how many percent the Mse may be above that of the baseline.</summary>
    [Parameter]
    [Limit]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public double? MaximumRegressionPercent { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Baseline is not null && BaselinePath is not null)
        {
            ThrowTerminatingError(Errors.ParameterConflict(nameof(Baseline), nameof(BaselinePath)));
        }

        bool hasBaseline = Baseline is not null || BaselinePath is not null;
        if (MaximumRegressionPercent is not null && !hasBaseline)
        {
            ThrowTerminatingError(Errors.BaselineMissing());
        }

        SummaryLimit[] limits = [.. Limits()];
        if (limits.Length == 0 && !hasBaseline)
        {
            ThrowTerminatingError(Errors.NoLimit());
        }

        _gate = new SummaryGate(limits, hasBaseline ? ReadBaselines() : null);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in ObjectValue.Elements(InputObject).OfType<PSObject>())
        {
            if (!SummaryShape.IsItem(input))
            {
                Take(_gate.Judge(input), input);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (Judgement judgement in _gate.Finish())
        {
            Take(judgement, null);
        }
    }

    /// <summary>Takes one verdict and the summary that it is about; null where there is none.</summary>
    private protected abstract void Take(Judgement judgement, PSObject? summary);

    private IEnumerable<SummaryLimit> Limits()
    {
        (string Name, string Property, double? Bound, bool IsMinimum)[] given =
        [
            (nameof(MaximumMse), nameof(L2LossSummary.Mse), MaximumMse, false),
            (nameof(MaximumRmse), nameof(L2LossSummary.Rmse), MaximumRmse, false),
            (nameof(MaximumMae), nameof(L2LossSummary.Mae), MaximumMae, false),
            (nameof(MaximumError), nameof(L2LossSummary.MaxError), MaximumError, false),
            (nameof(MinimumR2), nameof(L2LossSummary.R2), MinimumR2, true),
            (nameof(MinimumCount), nameof(L2LossSummary.Count), MinimumCount, true),
            (nameof(MaximumLeftOutPercent), SummaryShape.LeftOutPercent, MaximumLeftOutPercent, false),
        ];
        return given.Where(limit => limit.Bound is not null)
            .Select(limit => new SummaryLimit(limit.Name, limit.Property, limit.Bound!.Value, limit.IsMinimum));
    }

    private Baselines ReadBaselines()
    {
        var baselines = new Baselines(MaximumRegressionPercent ?? 0.0, BaselinePath);
        IEnumerable<PSObject> given = BaselinePath is null ? Baseline! : BaselineFile.Read(this, BaselinePath);

        // Whole lists too: @(...) around ConvertFrom-Json of Windows PowerShell is a list of one list.
        bool hasBaseline = false;
        foreach (PSObject baseline in given.SelectMany(ObjectValue.Elements).OfType<PSObject>())
        {
            if (!baselines.TryAdd(baseline, out ErrorRecord? error))
            {
                ThrowTerminatingError(error);
            }

            hasBaseline |= !SummaryShape.IsItem(baseline);
        }

        if (!hasBaseline)
        {
            ThrowTerminatingError(Errors.EmptyBaseline(BaselinePath));
        }

        return baselines;
    }
}
